import type { z } from "zod";
import { field, type Look, RECEIPT_TIME } from "./look";

const STRICT = /^(\d{4})-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/;
const LOOSE =
  /^(\d{4})-(\d{1,2})-(\d{1,2})[T ](\d{1,2}):(\d\d):(\d\d)(\.\d+)?\s*(Z|[+-]\d\d(?::?\d\d)?)?$/i;
const LONGEST = 25;
const END_OF_9999 = Temporal.Instant.from("+010000-01-01T00:00:00Z").epochMilliseconds;

interface DateTimeOptions {
  /** The moment of receipt stands in for a time that is missing. */
  readonly orReceipt?: boolean;
}

/**
 * OCPI `DateTime`, as text that `Temporal.Instant` reads. Without a zone it is UTC; offsets, blanks,
 * short dates and over-long fractions are taken with a note. Years 1900 to 9999.
 */
export function dateTime(options: DateTimeOptions = {}): z.ZodType<string> {
  return field<string>((value) => {
    if (value === undefined || value === null || value === "") {
      return options.orReceipt ? { note: "missing", read: RECEIPT_TIME } : { reason: "missing" };
    }
    if (typeof value !== "string") return { reason: "not-a-date-time" };
    const strict = STRICT.exec(value);
    if (strict === null) return lookLoosely(value);
    if (!isInstant(value, strict[1])) return { reason: "not-a-date-time" };
    return value.length > LONGEST ? { note: "too-long" } : "fine";
  });
}

function lookLoosely(value: string): Look {
  const match = LOOSE.exec(value.trim());
  if (match === null) return { reason: "not-a-date-time" };
  const [, year = "", month = "", day = "", hour = "", minute, second, fraction = "", zone] = match;
  const date = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const time = `${hour.padStart(2, "0")}:${minute}:${second}${fraction.slice(0, 10)}`;
  const offset = zone === undefined ? "Z" : zone.toUpperCase();
  const read = `${date}T${time}${offset}`;
  if (!isInstant(read, year)) return { reason: "not-a-date-time" };
  const note = zone === undefined ? "no-zone" : offset === "Z" ? "loose-date-time" : "offset";
  return { note, read: Temporal.Instant.from(read).toString() };
}

function isInstant(value: string, year: string | undefined): boolean {
  if (Number(year) < 1900) return false;
  try {
    // An offset can push the last hours of 9999 into a year of five digits.
    return Temporal.Instant.from(value).epochMilliseconds < END_OF_9999;
  } catch {
    return false;
  }
}

/** A wall clock's "HH:MM" (OCPI regex `([0-1][0-9]|2[0-3]):[0-5][0-9]`). */
export function clockTime(): z.ZodType<string> {
  return field<string>((value) => {
    if (typeof value !== "string") return { reason: "not-a-time" };
    if (/^([01]\d|2[0-3]):[0-5]\d$/.test(value)) return "fine";
    const match = /^(\d{1,2}):([0-5]\d)(?::[0-5]\d)?$/.exec(value.trim());
    const hour = Number(match?.[1] ?? "99");
    if (match === null || hour > 24 || (hour === 24 && match[2] !== "00")) {
      return { reason: "not-a-time" };
    }
    const read = `${String(hour % 24).padStart(2, "0")}:${match[2] ?? "00"}`;
    return { note: "loose-time", read };
  });
}

/** A calendar's "YYYY-MM-DD". */
export function calendarDate(): z.ZodType<string> {
  return field<string>((value) => {
    if (typeof value !== "string") return { reason: "not-a-date" };
    if (isDate(value)) return "fine";
    const read = value.trim().slice(0, 10);
    return /^\d{4}-\d\d-\d\dT/.test(value.trim()) && isDate(read)
      ? { note: "date-time-for-date", read }
      : { reason: "not-a-date" };
  });
}

function isDate(value: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(value)) return false;
  try {
    Temporal.PlainDate.from(value);
    return true;
  } catch {
    return false;
  }
}
