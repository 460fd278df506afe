import type { z } from "zod";
import { JsonNumber } from "@/ocpi/json-value";
import { field, type Look } from "./look";

/** OCPI's own word for a required text that cannot be filled (2.2.1 transport_and_format, "#NA"). */
export const NOT_AVAILABLE = "#NA";

// Ids stand in unique indexes, which hold at most some 2,700 bytes.
const LONGEST_ID = 255;

interface TextOptions {
  /** Stands in for a text that is missing. Without it a missing text is a reason. */
  readonly missing?: string;
}

/** OCPI `string(max)`. Longer texts and numbers in place of texts are taken with a note. */
export function text(max: number, options: TextOptions = {}): z.ZodType<string> {
  return field<string>((value) => lookAtText(value, max, options));
}

/** OCPI `CiString(max)` that names something: never empty, no blanks around it, at most 255 characters. */
export function ident(max: number, options: TextOptions = {}): z.ZodType<string> {
  return field<string>((value) => {
    if (typeof value !== "string") return lookAtText(value, max, options);
    const trimmed = value.trim();
    if (trimmed === "") return missing(options, "empty");
    if (trimmed.length > LONGEST_ID) return { reason: "too-long" };
    if (trimmed !== value) return { note: "trimmed", read: trimmed };
    return lookAtText(value, max, options);
  });
}

/** A country or party code: an `ident` where lower case is noted (it is kept and compared in upper case). */
export function partyCode(max: number, options: TextOptions = {}): z.ZodType<string> {
  return field<string>((value) => {
    if (typeof value !== "string") return lookAtText(value, max, options);
    const trimmed = value.trim();
    if (trimmed === "") return missing(options, "empty");
    if (trimmed.length > LONGEST_ID) return { reason: "too-long" };
    if (trimmed !== value) return { note: "trimmed", read: trimmed };
    if (value !== value.toUpperCase()) return { note: "lower-case" };
    return lookAtText(value, max, options);
  });
}

/** An ISO 4217 code: three capital letters. */
export function currencyCode(): z.ZodType<string> {
  return field<string>((value) => {
    if (value === undefined || value === null) return { reason: "missing" };
    if (typeof value !== "string") return { reason: "not-a-currency" };
    if (/^[A-Z]{3}$/.test(value)) return "fine";
    const upper = value.trim().toUpperCase();
    return /^[A-Z]{3}$/.test(upper)
      ? { note: "lower-case", read: upper }
      : { reason: "not-a-currency" };
  });
}

/** Part of a coordinate: decimal text, kept as it is. */
export function coordinate(max: number): z.ZodType<string> {
  return text(max, { missing: NOT_AVAILABLE });
}

function lookAtText(value: unknown, max: number, options: TextOptions): Look {
  if (typeof value === "string") {
    return value.length > max && value !== NOT_AVAILABLE ? { note: "too-long" } : "fine";
  }
  if (value === undefined || value === null) return missing(options, "missing");
  if (value instanceof JsonNumber) return { note: "number-for-text", read: value.source };
  return { reason: "not-a-text" };
}

function missing(options: TextOptions, code: string): Look {
  return options.missing === undefined ? { reason: code } : { note: code, read: options.missing };
}
