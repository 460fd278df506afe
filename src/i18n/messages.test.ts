import { describe, expect, it } from "vitest";
import { locales, type Locale } from "./locale";
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

const textsOf = (locale: Locale) => new Map(entries(messagesOf(locale)));
const en = textsOf("en");

describe.each(locales)("the texts of the interface in %s", (locale) => {
  const texts = textsOf(locale);
  it("are those of the other languages, and none is empty", () => {
    expect([...en.keys()].filter((key) => !texts.has(key))).toEqual([]);
    expect([...texts.keys()].filter((key) => !en.has(key))).toEqual([]);
    expect([...texts].filter(([, text]) => text.trim() === "")).toEqual([]);
  });
  it("name the same values as in English", () => {
    for (const [key, text] of en) {
      expect([key, placeholders(texts.get(key) ?? "")]).toEqual([key, placeholders(text)]);
    }
  });
});
