import { z } from "zod";
import { isJsonObject } from "@/ocpi/json-value";
import { reshaped } from "@/ocpi/wire/look";
import { text } from "@/ocpi/wire/text";
import { list, wireObject } from "@/ocpi/wire/wire-object";

/** OCPI 2.2.1 types, DisplayText. */
export const displayTextSchema = wireObject({
  language: text(2, { missing: "en" }),
  text: text(512),
});

/** A text that may be missing; a bare string is taken as English. */
export const displayText = reshaped<DisplayTextWire>(displayTextSchema, (value) =>
  typeof value === "string"
    ? { note: "text-for-display-text", read: { language: "en", text: value } }
    : "fine",
);

/** Texts in several languages. What holds no text at all (`{}`, `[{}]`, a flag) is taken as none. */
export const displayTexts = reshaped<DisplayTextWire[] | null | undefined>(
  z.unknown().pipe(list(displayText)),
  (value) => {
    if (value === undefined || value === null || typeof value === "string") return "fine";
    const texts = Array.isArray(value) ? value : [value];
    const readable = texts.filter(
      (one) => typeof one === "string" || (isJsonObject(one) && "text" in one),
    );
    return readable.length === texts.length ? "fine" : { note: "odd-display-text", read: readable };
  },
).optional();

export type DisplayTextWire = z.output<typeof displayTextSchema>;
