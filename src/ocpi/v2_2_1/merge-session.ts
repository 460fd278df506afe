import { no, ok, type Outcome } from "@/core/outcome";
import type { ChargingPeriod } from "@/core/roaming/cdr";
import type { Session } from "@/core/roaming/session";
import type { JsonObject } from "@/ocpi/json-value";
import { describeFinding } from "@/ocpi/wire/read-wire";
import { notesOfPatch } from "./merge-notes";
import { parseSession } from "./parse";
import { sessionFromCore } from "./session-from-core";

/**
 * A session with a PATCH applied: fields are replaced, charging periods are merged by their start. OCPI 2.2.1
 * mod_sessions appends them, yet some partners send the whole list each time; by start both come out right.
 */
export function patchSession(
  held: Session,
  patch: JsonObject,
  receivedAt: Temporal.Instant,
): Outcome<{ readonly value: Session; readonly notes: readonly string[] }, readonly string[]> {
  const { chargingPeriods, ...rest } = held;
  const wire = sessionFromCore({ ...rest, chargingPeriods: [] });
  const parsed = parseSession({ ...wire, ...patch }, receivedAt);
  if (!parsed.ok) return no(parsed.reason.map(describeFinding));
  const { session, notes } = parsed.value;
  const merged = mergePeriods(chargingPeriods, session.chargingPeriods);
  const fell = session.kwh < held.kwh ? ["kwh: fell"] : [];
  return ok({
    value: { ...session, chargingPeriods: merged },
    notes: [...notesOfPatch(patch, notes), ...fell],
  });
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
