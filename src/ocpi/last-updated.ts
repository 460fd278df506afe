import { no, ok, type Outcome } from "@/core/outcome";
import type { OcpiCodec } from "./codec";
import type { JsonObject } from "./json-value";
import { dateTime } from "./wire/date-time";
import { describeFinding, readWire } from "./wire/read-wire";
import { instantOf } from "./wire/wire-values";

/**
 * The `last_updated` of a PATCH: it must bring one from OCPI 2.2 on (transport_and_format, PATCH); null where 2.1.1
 * leaves it out.
 */
export function readLastUpdated(
  { patchBringsLastUpdated }: OcpiCodec,
  patch: JsonObject,
  receivedAt: Temporal.Instant,
): Outcome<Temporal.Instant | null, string> {
  if (!patchBringsLastUpdated && (patch["last_updated"] ?? null) === null) return ok(null);
  const read = readWire(dateTime(), patch["last_updated"] ?? null, receivedAt);
  if (read.ok) return ok(instantOf(read.value.value));
  return no(`last_updated: ${read.reason.map(describeFinding).join(", ")}`);
}
