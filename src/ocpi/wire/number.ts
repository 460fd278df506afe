import type { z } from "zod";
import { formatScaled, parseDecimal, parseMicro } from "@/core/money/quantity";
import { JsonNumber } from "@/ocpi/json-value";
import { field, type Look } from "./look";

// Columns of 10⁻⁶ are 64-bit: up to 9.2 × 10¹² of a unit.
const LARGEST_MICRO = 10n ** 18n;
const LARGEST_INTEGER = 1_000_000_000;

interface NumberOptions {
  /** Stands in for a number that is missing. Without it a missing number is a reason. */
  readonly missing?: string;
}

/** OCPI `number`. Digits beyond 10⁻⁶ are rounded half away from zero; numeric texts are taken; both noted. */
export function decimal(options: NumberOptions = {}): z.ZodType<JsonNumber> {
  return field<JsonNumber>((value) => {
    const source = sourceOf(value);
    if (source === undefined) return unreadable(value, options);
    const parsed = parseMicro(source);
    if (!parsed.ok) return { reason: "not-a-number" };
    const micro = parsed.value.value;
    if (micro > LARGEST_MICRO || micro < -LARGEST_MICRO) return { reason: "out-of-range" };
    if (parsed.value.isRounded) {
      return { note: "rounded", read: new JsonNumber(formatScaled(micro, 6)) };
    }
    return value instanceof JsonNumber
      ? "fine"
      : { note: "text-for-number", read: new JsonNumber(formatScaled(micro, 6)) };
  });
}

/** A percentage: like `decimal`, to 10⁻⁴ and within ±1000. */
export function percent(): z.ZodType<JsonNumber> {
  return field<JsonNumber>((value) => {
    const source = sourceOf(value);
    if (source === undefined) return unreadable(value, {});
    const parsed = parseDecimal(source, 4);
    if (!parsed.ok) return { reason: "not-a-number" };
    const rate = parsed.value.value;
    if (rate > 10_000_000n || rate < -10_000_000n) return { reason: "out-of-range" };
    const read = new JsonNumber(formatScaled(rate, 4));
    if (parsed.value.isRounded) return { note: "rounded", read };
    return value instanceof JsonNumber ? "fine" : { note: "text-for-number", read };
  });
}

/** OCPI `int`. Fractions are rounded, numeric texts taken; both noted. */
export function integer(options: NumberOptions = {}): z.ZodType<JsonNumber> {
  return field<JsonNumber>((value) => {
    const source = sourceOf(value);
    if (source === undefined) return unreadable(value, options);
    const parsed = parseDecimal(source, 0);
    if (!parsed.ok) return { reason: "not-a-number" };
    const whole = Number(parsed.value.value);
    if (Math.abs(whole) > LARGEST_INTEGER) return { reason: "out-of-range" };
    const read = new JsonNumber(String(whole));
    if (parsed.value.isRounded) return { note: "rounded", read };
    return value instanceof JsonNumber ? "fine" : { note: "text-for-number", read };
  });
}

/** OCPI `boolean`. The words and 0 or 1 are taken with a note. */
export function flag(options: { readonly missing?: boolean } = {}): z.ZodType<boolean> {
  return field<boolean>((value) => {
    if (typeof value === "boolean") return "fine";
    if (value === undefined || value === null) {
      return options.missing === undefined
        ? { reason: "missing" }
        : { note: "missing", read: options.missing };
    }
    const word = value instanceof JsonNumber ? value.source : value;
    if (typeof word !== "string") return { reason: "not-a-boolean" };
    const lower = word.trim().toLowerCase();
    if (lower === "true" || lower === "1") return { note: "text-for-boolean", read: true };
    if (lower === "false" || lower === "0") return { note: "text-for-boolean", read: false };
    return { reason: "not-a-boolean" };
  });
}

function sourceOf(value: unknown): string | undefined {
  if (value instanceof JsonNumber) return value.source;
  return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
}

function unreadable(value: unknown, options: NumberOptions): Look {
  if (value !== undefined && value !== null && value !== "") return { reason: "not-a-number" };
  return options.missing === undefined
    ? { reason: "missing" }
    : { note: "missing", read: new JsonNumber(options.missing) };
}
