import { describe, expect, it } from "vitest";
import { everyMessage } from "@/testing/every-message";
import { messageValues } from "@/testing/message-values";
import { locales } from "./locale";

const en = everyMessage("en");

describe.each(locales)("the texts of the interface in %s", (locale) => {
  const texts = everyMessage(locale);
  it("are those of the other languages, and none is empty", () => {
    expect([...en.keys()].filter((key) => !texts.has(key))).toEqual([]);
    expect([...texts.keys()].filter((key) => !en.has(key))).toEqual([]);
    expect([...texts].filter(([, text]) => text.trim() === "")).toEqual([]);
  });
  it("ask for the same values as in English", () => {
    const asks = (text: string) => [...messageValues(text)].toSorted().join(", ");
    const others = [...texts]
      .filter(([key, text]) => asks(text) !== asks(en.get(key) ?? ""))
      .map(([key, text]) => `${key}: ${text}`);
    expect(others).toEqual([]);
  });
});
