import type { z } from "zod";
import { field } from "@/ocpi/wire/look";

/**
 * An IANA time zone that this runtime knows. A missing or unknown one is taken as not given: tariffs with
 * wall-clock times then cannot be priced there, and the note says why.
 */
export function timeZone(): z.ZodType<string | null | undefined> {
  return field<string | null | undefined>((value) => {
    if (value === undefined || value === null) return { note: "missing" };
    if (typeof value !== "string") return { note: "not-a-time-zone", read: undefined };
    return isKnown(value) ? "fine" : { note: "unknown-time-zone", read: undefined };
  });
}

function isKnown(zone: string): boolean {
  // Offsets such as "+01:00" are no zones: they know no summer time.
  if (!/^[A-Za-z]/.test(zone)) return false;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return true;
  } catch {
    return false;
  }
}
