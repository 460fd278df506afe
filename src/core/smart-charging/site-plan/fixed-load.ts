import type { ProblemSession, SiteProblem } from "./site-problem";

/** Loads this much below a limit or above it count as at it: W, so that sums of floats don't cry wolf. */
export const loadTolerance = 1e-3;

/** What each node carries that the plan can't change. Arrays by node (as in the problem) and slot. */
export interface FixedLoad {
  /** Indices of the nodes from a node up to the grid connection, by node. */
  readonly chains: readonly (readonly number[])[];
  /** W over all phases: base load and sessions that aren't steered, its children's too. */
  readonly watts: readonly Float64Array[];
  /** A on each of the three phases. */
  readonly amps: readonly (readonly [Float64Array, Float64Array, Float64Array])[];
  /** W above the limit (on the worst phase, times the phases); 0: none. */
  readonly excessW: readonly Float64Array[];
}

/**
 * A on each phase of the grid for one W of a session: 1 / (phases × voltage) on the phases that it uses. When it does
 * not use all three and its first phase is not known, that much is held free on every phase.
 */
export function ampsPerWatt(session: ProblemSession, voltage: number): [number, number, number] {
  const amps = 1 / (session.phases * voltage);
  if (session.phases === 3 || session.firstPhase === null) return [amps, amps, amps];
  const first = session.firstPhase - 1;
  const uses = (phase: number) => (phase - first + 3) % 3 < session.phases;
  return [uses(0) ? amps : 0, uses(1) ? amps : 0, uses(2) ? amps : 0];
}

/**
 * The slots [from, to) of a session. Whoever isn't steered and did not say when it leaves stays until the plan's end.
 */
export function stayOf(session: ProblemSession, slots: number): { from: number; to: number } {
  const staysOn = session.control !== "steered" && !session.isDepartureKnown;
  const to = staysOn ? slots : Math.min(slots, session.departureSlot);
  const from = Math.max(0, session.arrivalSlot);
  return { from: Math.min(from, Math.max(0, to)), to: Math.max(0, to) };
}

/** Indices of a node and of everything above it, by node. Parents stand before their children. */
export function chainsOf(problem: SiteProblem): number[][] {
  const indexOf = new Map(problem.nodes.map((node, index) => [node.id, index]));
  const chains: number[][] = [];
  for (const [index, node] of problem.nodes.entries()) {
    const parent = node.parentId === null ? undefined : indexOf.get(node.parentId);
    chains.push([index, ...(parent === undefined ? [] : (chains[parent] ?? []))]);
  }
  return chains;
}

/** W above a node's limits for a load of `watts` and `amps` on the three phases. */
export function excessOf(
  limits: { readonly watts: number | null; readonly amps: number | null; readonly voltage: number },
  watts: number,
  amps: readonly [number, number, number],
): number {
  const overW = limits.watts === null ? 0 : watts - limits.watts;
  const overA = limits.amps === null ? 0 : (Math.max(...amps) - limits.amps) * 3 * limits.voltage;
  const over = Math.max(overW, overA);
  return over > loadTolerance ? over : 0;
}

/** Adds base loads and the sessions that can't be steered up the tree, and holds the sums against the limits. */
export function fixedLoad(problem: SiteProblem): FixedLoad {
  const { slots, voltage, nodes } = problem;
  const chains = chainsOf(problem);
  const indexOf = new Map(nodes.map((node, index) => [node.id, index]));
  const watts = nodes.map(() => new Float64Array(slots));
  const amps = nodes.map(
    () => [new Float64Array(slots), new Float64Array(slots), new Float64Array(slots)] as const,
  );
  const add = (node: number, slot: number, load: number, perWatt: readonly number[]) => {
    for (const above of chains[node] ?? []) {
      watts[above]![slot]! += load;
      for (let phase = 0; phase < 3; phase++) amps[above]![phase]![slot]! += load * perWatt[phase]!;
    }
  };
  const balanced = [1, 1, 1].map((share) => share / (3 * voltage));
  for (const [index, node] of nodes.entries()) {
    for (let slot = 0; slot < slots; slot++) add(index, slot, node.baseW[slot] ?? 0, balanced);
  }
  for (const session of problem.sessions) {
    if (session.control === "steered") continue;
    const stay = stayOf(session, slots);
    const perWatt = ampsPerWatt(session, voltage);
    const node = indexOf.get(session.nodeId);
    if (node === undefined) continue;
    for (let slot = stay.from; slot < stay.to; slot++) add(node, slot, session.countsW, perWatt);
  }
  const excessW = nodes.map((node, index) =>
    Float64Array.from({ length: slots }, (_, slot) =>
      excessOf(
        { watts: node.limitW[slot] ?? null, amps: node.limitA[slot] ?? null, voltage },
        watts[index]![slot]!,
        [amps[index]![0][slot]!, amps[index]![1][slot]!, amps[index]![2][slot]!],
      ),
    ),
  );
  return { chains, watts, amps, excessW };
}
