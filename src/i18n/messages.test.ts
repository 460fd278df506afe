import { describe, expect, it } from "vitest";
import { messagesOf } from "./messages";

function entries(value: object, path = ""): [string, string][] {
  return Object.entries(value).flatMap(([key, entry]: [string, unknown]) =>
    typeof entry === "object" && entry !== null
      ? entries(entry, `${path}${key}.`)
      : [[`${path}${key}`, String(entry)] as [string, string]],
  );
}

// A word in braces after "one" or "other" is a branch of a plural, not a value.
const placeholders = (text: string) =>
  [...text.matchAll(/(?<!(?:\b(?:zero|one|two|few|many|other)|=\d+) )\{(\w+)[,}]/g)]
    .map((match) => String(match[1]))
    .toSorted((a, b) => a.localeCompare(b));

const sv = new Map(entries(messagesOf("sv")));
const en = new Map(entries(messagesOf("en")));

describe("the texts of the interface", () => {
  it("exist in both languages", () => {
    expect(new Set(sv.keys())).toEqual(new Set(en.keys()));
    expect([...sv, ...en].filter(([, text]) => text.trim() === "")).toEqual([]);
  });
  it("name the same values in both languages", () => {
    for (const [key, text] of en) {
      expect([key, placeholders(sv.get(key) ?? "")]).toEqual([key, placeholders(text)]);
    }
  });
});
