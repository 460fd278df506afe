import type { ReasonCode } from "@/core/smart-charging/site-plan/site-problem";

/** A while in which a plan was in force for a session. */
export interface HeldStretch {
  readonly sessionId: string;
  /** Which plan, so that those who shared a limit are found. */
  readonly planId: string;
  readonly minutes: number;
  readonly powerW: number;
  readonly code: ReasonCode;
  readonly nodeId: string | null;
}

/** How a session was held back by limits. */
export interface HeldBack {
  readonly pausedMinutes: number;
  readonly reducedMinutes: number;
  /** The nodes whose limits did it, longest first. */
  readonly nodeIds: readonly string[];
  /** The sessions that shared those limits at those times. */
  readonly sharedWith: readonly string[];
}

const HOLDING: ReadonlySet<ReasonCode> = new Set(["limit", "below-minimum", "excess"]);

/** Sums up for each session how long limits held it back, which, and who shared them. Whoever was not held is left out. */
export function sumUpHolds(stretches: readonly HeldStretch[]): ReadonlyMap<string, HeldBack> {
  const held = stretches.filter(({ code }) => HOLDING.has(code));
  const atLimit = Map.groupBy(
    held.filter(({ nodeId }) => nodeId !== null),
    ({ planId, nodeId }) => `${planId} ${nodeId}`,
  );
  const bySession = Map.groupBy(held, ({ sessionId }) => sessionId);
  return new Map(
    [...bySession].map(([sessionId, own]) => {
      const minutes = (isPaused: boolean) =>
        own
          .filter(({ powerW }) => (powerW === 0) === isPaused)
          .reduce((sum, one) => sum + one.minutes, 0);
      const nodes = new Map<string, number>();
      const others = new Set<string>();
      for (const { nodeId, planId, minutes: long } of own) {
        if (nodeId === null) continue;
        nodes.set(nodeId, (nodes.get(nodeId) ?? 0) + long);
        for (const other of atLimit.get(`${planId} ${nodeId}`) ?? []) others.add(other.sessionId);
      }
      others.delete(sessionId);
      return [
        sessionId,
        {
          pausedMinutes: Math.round(minutes(true)),
          reducedMinutes: Math.round(minutes(false)),
          nodeIds: [...nodes].toSorted(([, a], [, b]) => b - a).map(([id]) => id),
          sharedWith: [...others],
        },
      ];
    }),
  );
}

/** How evenly energy was shared: shares of what each wanted, 0 to 1. */
export interface Fairness {
  readonly lowest: number;
  /** Highest less lowest. */
  readonly spread: number;
}

/** How evenly energy was shared among sessions; null: nobody wanted any. */
export function fairnessOf(shares: readonly number[]): Fairness | null {
  if (shares.length === 0) return null;
  const lowest = Math.min(...shares);
  return { lowest, spread: Math.max(...shares) - lowest };
}
