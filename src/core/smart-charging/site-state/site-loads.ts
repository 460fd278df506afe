import { ampsPerWatt, chainsOf, loadTolerance } from "@/core/smart-charging/site-plan/fixed-load";
import type { SiteProblem } from "@/core/smart-charging/site-plan/site-problem";

/** What each node of a site carries in each slot, base load and sessions, and what is left of its limits. */
export interface SiteLoads {
  /** Adds W (or takes them away) for a session in one slot, up the whole tree. */
  readonly add: (session: number, slot: number, powerW: number) => void;
  /** W that a session could have more in a slot before a limit above it is reached; below 0 where one is exceeded. */
  readonly leftW: (session: number, slot: number) => number;
}

/** Opens a site's loads with its base load alone. Sessions are named by their place in the problem. */
export function openLoads(problem: SiteProblem): SiteLoads {
  const { slots, voltage, nodes, sessions } = problem;
  const indexOf = new Map(nodes.map(({ id }, index) => [id, index]));
  const chains = chainsOf(problem);
  const watts = nodes.map(() => new Float64Array(slots));
  const amps = nodes.map(() => [0, 1, 2].map(() => new Float64Array(slots)));
  const chainOf = sessions.map(({ nodeId }) => chains[indexOf.get(nodeId) ?? -1] ?? []);
  const shareOf = sessions.map((session) => ampsPerWatt(session, voltage));
  const put = (
    chain: readonly number[],
    slot: number,
    { powerW, share }: { powerW: number; share: readonly number[] },
  ) => {
    for (const node of chain) {
      watts[node]![slot]! += powerW;
      for (let phase = 0; phase < 3; phase += 1)
        amps[node]![phase]![slot]! += powerW * share[phase]!;
    }
  };
  const even = [1, 1, 1].map((one) => one / (3 * voltage));
  for (const [index, { baseW }] of nodes.entries()) {
    for (let slot = 0; slot < slots; slot += 1) {
      put(chains[index]!, slot, { powerW: baseW[slot] ?? 0, share: even });
    }
  }
  const leftW = (session: number, slot: number): number => {
    const share = shareOf[session]!;
    let left = Infinity;
    for (const node of chainOf[session]!) {
      const { limitW, limitA } = nodes[node]!;
      left = Math.min(left, (limitW[slot] ?? Infinity) - watts[node]![slot]!);
      const most = limitA[slot] ?? null;
      if (most === null) continue;
      for (let phase = 0; phase < 3; phase += 1) {
        if (share[phase] === 0) continue;
        left = Math.min(left, (most - amps[node]![phase]![slot]!) / share[phase]!);
      }
    }
    return left + loadTolerance;
  };
  return {
    add: (session, slot, powerW) =>
      put(chainOf[session]!, slot, { powerW, share: shareOf[session]! }),
    leftW,
  };
}

/** Whether a load is over its limit, given what is left of it: not by less than a watt. */
export function isOver(leftW: number): boolean {
  return leftW < -1;
}
