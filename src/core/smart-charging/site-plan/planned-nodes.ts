import { ampsPerWatt, chainsOf, excessOf, stayOf } from "./fixed-load";
import type { PlannedNode, SiteProblem } from "./site-problem";

/** The load of every node: W over all phases and A on each, by slot, its children's included. */
export interface NodeLoads {
  readonly watts: readonly Float64Array[];
  readonly amps: readonly (readonly Float64Array[])[];
}

/** Sums base loads and the sessions' powers (W by session and slot) up the tree. */
export function nodeLoads(problem: SiteProblem, powers: readonly (readonly number[])[]): NodeLoads {
  const { slots, voltage, nodes } = problem;
  const chains = chainsOf(problem);
  const indexOf = new Map(nodes.map((node, index) => [node.id, index]));
  const watts = nodes.map((node) => Float64Array.from(node.baseW));
  const amps = nodes.map((node) =>
    [0, 1, 2].map(() => Float64Array.from(node.baseW, (base) => base / (3 * voltage))),
  );
  // Base loads first, from the leaves upwards: children stand after their parents.
  for (let node = nodes.length - 1; node >= 0; node--) {
    const parent = chains[node]![1];
    if (parent === undefined) continue;
    for (let slot = 0; slot < slots; slot++) {
      watts[parent]![slot]! += watts[node]![slot]!;
      for (let phase = 0; phase < 3; phase++) {
        amps[parent]![phase]![slot]! += amps[node]![phase]![slot]!;
      }
    }
  }
  for (const [index, session] of problem.sessions.entries()) {
    const node = indexOf.get(session.nodeId);
    if (node === undefined) continue;
    const perWatt = ampsPerWatt(session, voltage);
    const { from, to } = stayOf(session, slots);
    for (const above of chains[node]!) {
      for (let slot = from; slot < to; slot++) {
        const power = powers[index]![slot]!;
        if (power === 0) continue;
        watts[above]![slot]! += power;
        for (let phase = 0; phase < 3; phase++) {
          amps[above]![phase]![slot]! += power * perWatt[phase]!;
        }
      }
    }
  }
  return { watts, amps };
}

/** The nodes of a plan: what each carries in whole W, and by how much that is over a limit. */
export function plannedNodes(problem: SiteProblem, loads: NodeLoads): PlannedNode[] {
  return problem.nodes.map((node, index) => ({
    id: node.id,
    name: node.name,
    limitW: node.limitW,
    limitA: node.limitA,
    baseW: node.baseW,
    plannedW: Array.from(loads.watts[index]!, (watts) => Math.round(watts)),
    excessW: Array.from(loads.watts[index]!, (watts, slot) => {
      const [l1, l2, l3] = loads.amps[index]!.map((phase) => phase[slot]!);
      const limits = {
        watts: node.limitW[slot] ?? null,
        amps: node.limitA[slot] ?? null,
        voltage: problem.voltage,
      };
      return Math.ceil(excessOf(limits, watts, [l1!, l2!, l3!]));
    }),
  }));
}
