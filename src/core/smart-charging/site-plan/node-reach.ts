import type { FixedLoad } from "./fixed-load";
import type { SiteProblem } from "./site-problem";

/** What rests of a limit: never below 0; no limit: Infinity. */
export function rest(limit: number | null | undefined, load: number): number {
  return limit === null || limit === undefined ? Infinity : Math.max(0, limit - load);
}

/** Of a car: the most it can take in each slot, and A on each phase for one W of it. */
interface Reaching {
  readonly capW: Float64Array;
  readonly perWatt: readonly [number, number, number];
}

/** The most that the cars below each node can draw there, by slot: W in all, and A on each phase. */
export interface NodeReach {
  readonly watts: readonly Float64Array[];
  readonly amps: readonly (readonly Float64Array[])[];
}

/**
 * How far the cars can load each node if the limits below it are kept and its own is not: a limit that lies above that
 * can't bind. `nodeOf`: the node that each car hangs on.
 */
export function nodeReach(
  problem: SiteProblem,
  fixed: FixedLoad,
  cars: readonly Reaching[],
  nodeOf: readonly number[],
): NodeReach {
  const { slots, voltage, nodes } = problem;
  const watts = nodes.map(() => new Float64Array(slots));
  const amps = nodes.map(() => [0, 1, 2].map(() => new Float64Array(slots)));
  for (const [k, car] of cars.entries()) {
    const node = nodeOf[k]!;
    for (let slot = 0; slot < slots; slot++) {
      const cap = car.capW[slot]!;
      if (cap === 0) continue;
      watts[node]![slot]! += cap;
      for (let phase = 0; phase < 3; phase++) {
        amps[node]![phase]![slot]! += cap * car.perWatt[phase]!;
      }
    }
  }
  // Children come after their parents: each node is complete when its turn comes from behind.
  for (let node = nodes.length - 1; node >= 0; node--) {
    const parent = fixed.chains[node]![1];
    for (let slot = 0; slot < slots; slot++) {
      const own = amps[node]!.map((phase) => phase[slot]!);
      const most = Math.min(watts[node]![slot]!, (own[0]! + own[1]! + own[2]!) * voltage);
      watts[node]![slot] = most;
      if (parent === undefined) continue;
      let sum = 0;
      for (let phase = 0; phase < 3; phase++) {
        const left = rest(nodes[node]!.limitA[slot], fixed.amps[node]![phase]![slot]!);
        const kept = Math.min(own[phase]!, left);
        amps[parent]![phase]![slot]! += kept;
        sum += kept * voltage;
      }
      const left = rest(nodes[node]!.limitW[slot], fixed.watts[node]![slot]!);
      watts[parent]![slot]! += Math.min(most, left, sum);
    }
  }
  return { watts, amps };
}
