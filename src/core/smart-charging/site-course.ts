import type { ChargeCourse, ChargeStretch } from "./plan-charge";

/** What a site's plan gives one session. */
export interface SiteCourse {
  readonly startsMs: number;
  readonly slotMinutes: number;
  /** W in each slot. */
  readonly powerW: readonly number[];
  /** Wh that will be missing at the departure. */
  readonly shortfallWh: number;
}

/** A span of time, epoch milliseconds. */
export interface CourseSpan {
  readonly fromMs: number;
  readonly toMs: number;
  /** Wh wanted from its start on; null: as much as goes in. */
  readonly needWh: number | null;
}

/** What is still to come of a site's plan for a session, as the course of its charge. */
export function courseOfSite(site: SiteCourse, span: CourseSpan): ChargeCourse {
  const { startsMs, slotMinutes, powerW, shortfallWh } = site;
  const slotMs = slotMinutes * 60_000;
  const stretches: ChargeStretch[] = [];
  for (const [slot, power] of powerW.entries()) {
    const startMs = Math.max(span.fromMs, startsMs + slot * slotMs);
    const endMs = Math.min(span.toMs, startsMs + (slot + 1) * slotMs);
    if (power <= 0 || endMs <= startMs) continue;
    const last = stretches.at(-1);
    if (last?.endMs === startMs && last.powerW === power) {
      stretches[stretches.length - 1] = { ...last, endMs };
    } else stretches.push({ startMs, endMs, powerW: power });
  }
  const { needWh } = span;
  const givenWh = stretches.reduce((sum, one) => sum + energyWh(one), 0);
  const isShort = needWh !== null && shortfallWh > 0;
  return {
    stretches,
    deliveredWh: Math.floor(
      needWh === null ? givenWh : isShort ? Math.max(0, needWh - shortfallWh) : needWh,
    ),
    shortfallWh: isShort ? shortfallWh : 0,
    readyMs: needWh === null || isShort ? null : (stretches.at(-1)?.endMs ?? null),
  };
}

function energyWh({ startMs, endMs, powerW }: ChargeStretch): number {
  return ((endMs - startMs) * powerW) / 3_600_000;
}
