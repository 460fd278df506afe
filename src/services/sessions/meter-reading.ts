import type { Session } from "@/core/roaming/session";

/** What an update of a session says of its meter. */
export interface SessionReading {
  readonly at: Temporal.Instant;
  /** 10⁻⁶ kWh since the session's start. */
  readonly energyMicroKwh: bigint;
  /** W as the CPO states them; null: it states none. */
  readonly powerW: number | null;
}

/**
 * What a session's update adds to the readings of its meter; null: nothing. It was so when the CPO says, but not in
 * the future; where the CPO never raises that time and the energy grew, it is so now. The power that a charging period
 * states is its average: it counts where the period is not older than the last reading.
 * OCPI mod_cdrs, CdrDimensionType, POWER (kW).
 */
export function meterReading(
  session: Session,
  last: Pick<SessionReading, "at" | "energyMicroKwh"> | null,
  now: Temporal.Instant,
): SessionReading | null {
  const stated = earlier(session.lastUpdated, now);
  const isLater = last === null || isAfter(stated, last.at);
  const at = isLater ? stated : now;
  if (!isLater && (session.kwh <= last.energyMicroKwh || !isAfter(now, last.at))) return null;
  return { at, energyMicroKwh: session.kwh, powerW: statedPower(session, last?.at ?? null) };
}

function statedPower(session: Session, since: Temporal.Instant | null): number | null {
  const period = session.chargingPeriods.at(-1);
  if (session.status !== "ACTIVE" || !period) return null;
  if (since !== null && isAfter(since, period.startDateTime)) return null;
  const power = period.dimensions.find(({ type }) => type === "POWER");
  return power && power.volume >= 0n ? Number(power.volume / 1_000n) : null;
}

function isAfter(a: Temporal.Instant, b: Temporal.Instant): boolean {
  return Temporal.Instant.compare(a, b) > 0;
}

function earlier(a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant {
  return isAfter(a, b) ? b : a;
}
