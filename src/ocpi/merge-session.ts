import { no, ok } from "@/core/outcome";
import type { ChargingPeriod } from "@/core/roaming/cdr";
import type { OcpiCodec } from "./codec";
import type { JsonObject } from "./json-value";
import { notesOfPatch, readChanged } from "./merge-notes";
import { describeFinding } from "./wire/read-wire";

/**
 * The change of a session by PATCH, over the objects of one version: fields are replaced, charging periods are merged
 * by their start. OCPI mod_sessions appends them from 2.2 on, yet some partners send the whole list each time; by
 * start both come out right.
 */
export function sessionPatch(
  wire: Pick<OcpiCodec, "parseSession" | "sessionFromCore">,
): OcpiCodec["patchSession"] {
  return (held, patch, receivedAt) => {
    const { chargingPeriods, cdrToken, ...rest } = held;
    const whole = wire.sessionFromCore({ ...rest, cdrToken, chargingPeriods: [] });
    const parties = { owner: held, us: cdrToken };
    const read = (json: JsonObject) => wire.parseSession(json, receivedAt, parties);
    const parsed = readChanged(read, whole, patch);
    if (!parsed.ok) return no(parsed.reason.map(describeFinding));
    const { session, notes } = parsed.value;
    const merged = mergePeriods(chargingPeriods, session.chargingPeriods);
    const fell = session.kwh < held.kwh ? ["kwh: fell"] : [];
    return ok({
      value: { ...session, chargingPeriods: merged },
      notes: [...notesOfPatch(patch, notes), ...fell],
    });
  };
}

function mergePeriods(
  held: readonly ChargingPeriod[],
  added: readonly ChargingPeriod[],
): readonly ChargingPeriod[] {
  const byStart = new Map(
    [...held, ...added].map((period) => [period.startDateTime.epochNanoseconds, period]),
  );
  return [...byStart.values()].toSorted((a, b) =>
    Temporal.Instant.compare(a.startDateTime, b.startDateTime),
  );
}
