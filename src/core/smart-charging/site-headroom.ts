import type { PlannedNode } from "./site-plan/site-problem";

/** A plan of a site, as far as one of its sessions is concerned. */
export interface PlannedSite {
  readonly startsMs: number;
  readonly slotMinutes: number;
  /** V between a phase and neutral. */
  readonly voltage: number;
  /** The nodes that feed the session, in any order. */
  readonly nodes: readonly Pick<PlannedNode, "limitW" | "limitA" | "plannedW">[];
  /** W that the plan gives the session in each slot. */
  readonly ownW: readonly number[];
}

/**
 * W that a site would leave for one session over time if everybody else kept to the plan: what is free under each limit
 * above it, and what it was given itself. An estimate: with another wish of its own the others' shares change, too.
 */
export function headroomOf(site: PlannedSite): readonly { fromMs: number; powerW: number }[] {
  const { startsMs, slotMinutes, nodes, ownW } = site;
  return ownW.map((own, slot) => {
    const free = nodes.map(({ limitW, limitA, plannedW }) => {
      const byCurrent = (limitA[slot] ?? Infinity) * site.voltage * 3;
      return Math.min(limitW[slot] ?? Infinity, byCurrent) - (plannedW[slot] ?? 0) + own;
    });
    const powerW = Math.max(0, Math.floor(Math.min(...free)));
    return {
      fromMs: startsMs + slot * slotMinutes * 60_000,
      powerW: Number.isFinite(powerW) ? powerW : Number.MAX_SAFE_INTEGER,
    };
  });
}
