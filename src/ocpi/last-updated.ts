import { no, ok, type Outcome } from "@/core/outcome";
import type { JsonObject } from "./json-value";
import { dateTime } from "./wire/date-time";
import { describeFinding, readWire } from "./wire/read-wire";
import { instantOf } from "./wire/wire-values";

/** The `last_updated` that every PATCH must bring (OCPI 2.2.1 transport_and_format, PATCH). */
export function readLastUpdated(
  patch: JsonObject,
  receivedAt: Temporal.Instant,
): Outcome<Temporal.Instant, string> {
  const read = readWire(dateTime(), patch["last_updated"] ?? null, receivedAt);
  if (read.ok) return ok(instantOf(read.value.value));
  return no(`last_updated: ${read.reason.map(describeFinding).join(", ")}`);
}
