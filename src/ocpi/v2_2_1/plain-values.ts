import type { Micro, Rate } from "@/core/money/quantity";
import { dayOfDate } from "@/core/time/local-time";

/** An object of `JSON.parse`, its numbers as doubles. */
export type Plain = { readonly [key: string]: unknown };

/** Thrown where a value is not written in the plainest way. */
export class NotPlain extends Error {}

// One for all: an error's stack costs more than reading a CDR.
const NOT_PLAIN = new NotPlain("not written plainly");

const MAX_DEPTH = 64;
const COLON = 0x3a;
const QUOTE = 0x22;
const FORBIDDEN = new Set(["__proto__", "constructor", "prototype"]);

/**
 * Parses JSON with doubles for numbers. Not plain: what is no JSON, an escape, a key given twice or
 * forbidden, and more than 64 levels; for those `readJson` has words.
 */
export function parsePlain(text: string): unknown {
  assertPlain(!text.includes("\\"));
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw NOT_PLAIN;
  }
  // Without escapes `":` ends a key and nothing else; a key that stands twice is lost to the parser.
  assertPlain(countKeys(json, 0) === countKeyEnds(text));
  return json;
}

function countKeyEnds(text: string): number {
  let count = 0;
  for (let at = 1; at < text.length; at++)
    if (text.charCodeAt(at) === COLON && text.charCodeAt(at - 1) === QUOTE) count++;
  return count;
}

function countKeys(value: unknown, depth: number): number {
  if (typeof value !== "object" || value === null) return 0;
  assertPlain(depth < MAX_DEPTH);
  let count = 0;
  if (Array.isArray(value)) {
    for (const entry of value) count += countKeys(entry, depth + 1);
    return count;
  }
  for (const key in value) {
    if (key.length >= 9) assertPlain(!FORBIDDEN.has(key));
    count += 1 + countKeys((value as Plain)[key], depth + 1);
  }
  return count;
}

/** Goes on only if `condition` holds. */
export function assertPlain(condition: boolean): asserts condition {
  if (!condition) throw NOT_PLAIN;
}

export function objectFrom(value: unknown): Plain {
  assertPlain(typeof value === "object" && value !== null && !Array.isArray(value));
  return value as Plain;
}

/** A list, which the protocol may let be absent or null. */
export function listFrom(value: unknown): readonly unknown[] {
  assertPlain(Array.isArray(value));
  return value as readonly unknown[];
}

/** Reads `value` unless it is absent or null. */
export function maybe<T>(value: unknown, read: (value: unknown) => T): T | undefined {
  return value === undefined || value === null ? undefined : read(value);
}

export function textFrom(value: unknown): string {
  assertPlain(typeof value === "string");
  return value;
}

/** A text that names something: not empty, no blanks around it. */
export function idFrom(value: unknown): string {
  const id = textFrom(value);
  assertPlain(id !== "" && id.length <= 255 && id.trim() === id);
  return id;
}

/** One word of a closed list. */
export function wordFrom(words: ReadonlySet<string>, value: unknown): string {
  assertPlain(typeof value === "string" && words.has(value));
  return value;
}

// Below 2^51 the double nearest to m × 10⁻⁶ times 10⁶ rounds to m.
const LARGEST = 2 ** 51;

/**
 * A number as 10⁻⁶, exactly: where the double is the one nearest to m × 10⁻⁶, the written decimal rounds
 * to m, too. Any other double is not plain.
 */
export function microFrom(value: unknown): Micro {
  return BigInt(scaled(value, 1_000_000, LARGEST));
}

/** A percentage as 10⁻⁴ %, within ±1000. */
export function rateFrom(value: unknown): Rate {
  return scaled(value, 10_000, 10_000_000);
}

/** A whole number as OCPI's `int` is taken. */
export function integerFrom(value: unknown): number {
  return scaled(value, 1, 1_000_000_000);
}

function scaled(value: unknown, scale: number, largest: number): number {
  assertPlain(typeof value === "number");
  const whole = Math.round(value * scale);
  assertPlain(whole / scale === value && whole <= largest && whole >= -largest);
  return whole === 0 ? 0 : whole;
}

const CLOCK = /^([01]\d|2[0-3]):[0-5]\d$/;

/** "YYYY-MM-DDTHH:MM:SSZ", from 1900 on. Digit by digit: a pattern takes as long as the rest of a CDR. */
export function instantFrom(value: unknown): Temporal.Instant {
  const text = textFrom(value);
  assertPlain(text.length === 20 && text[10] === "T" && text[19] === "Z");
  assertPlain(text[13] === ":" && text[16] === ":");
  const day = dayOf(text);
  const [hour, minute, second] = [twoDigits(text, 11), twoDigits(text, 14), twoDigits(text, 17)];
  assertPlain(hour < 24 && minute < 60 && second < 60);
  const seconds = day * 86_400 + hour * 3_600 + minute * 60 + second;
  return Temporal.Instant.fromEpochMilliseconds(seconds * 1_000);
}

const ZERO = 0x30;

function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - ZERO;
  const ones = text.charCodeAt(at + 1) - ZERO;
  assertPlain(tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9);
  return tens * 10 + ones;
}

/** "YYYY-MM-DD" of a day that exists. */
export function dateFrom(value: unknown): string {
  const text = textFrom(value);
  assertPlain(text.length === 10);
  dayOf(text);
  return text;
}

/** Days from 1970-01-01 to the date that a text begins with. */
function dayOf(text: string): number {
  assertPlain(text[4] === "-" && text[7] === "-");
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2);
  const month = twoDigits(text, 5);
  const day = twoDigits(text, 8);
  assertPlain(isDate(year, month, day));
  return dayOfDate(year * 10_000 + month * 100 + day);
}

/** "HH:MM". */
export function clockFrom(value: unknown): string {
  const text = textFrom(value);
  assertPlain(CLOCK.test(text));
  return text;
}

const DAYS_OF_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function isDate(year: number, month: number, day: number): boolean {
  if (year < 1900 || day < 1) return false;
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return day <= (month === 2 && isLeap ? 29 : (DAYS_OF_MONTH[month - 1] ?? 0));
}
