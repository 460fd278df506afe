import { ampsPerWatt, type FixedLoad, stayOf } from "./fixed-load";
import { type NodeReach, nodeReach, rest } from "./node-reach";
import type { SiteProblem } from "./site-problem";

/** A session that is steered and wants energy. Energy is held in W × slots: W summed over slots. */
export interface Car {
  /** Its place among the problem's sessions. */
  readonly session: number;
  readonly priority: number;
  /** Whole W: the least it charges with, and the most in each slot; 0 where it can't reach its least. */
  readonly minW: number;
  readonly capW: Float64Array;
  /** W × slots: got before, wanted, and what it could get of that with the site to itself. */
  readonly given: number;
  readonly need: number;
  readonly alone: number;
  readonly perWatt: readonly [number, number, number];
  /** What it loads, from its own node upwards. */
  readonly uses: Use[];
}

/** One W of a car takes `weight` of what `resource` has left. */
interface Use {
  readonly resource: number;
  readonly weight: number;
}

/** Something that cars share: a node's W, or its A on one phase. */
export interface Resource {
  readonly node: number;
  readonly unit: "A" | "W";
  /** What fixed loads leave, by slot; Infinity where all the cars at their most don't reach it. */
  readonly left: Float64Array;
  readonly cars: readonly { readonly car: number; readonly weight: number }[];
}

/** Everything a plan may give, and the limits that can bind. */
export interface Room {
  readonly slots: number;
  readonly hours: number;
  readonly cars: readonly Car[];
  readonly resources: readonly Resource[];
}

/** The most that a car can take in each slot if all other cars pause. */
function capOf(
  problem: SiteProblem,
  fixed: FixedLoad,
  index: number,
  chain: readonly number[],
): Float64Array {
  const session = problem.sessions[index]!;
  const cap = new Float64Array(problem.slots);
  const perWatt = ampsPerWatt(session, problem.voltage);
  const { from, to } = stayOf(session, problem.slots);
  const least = Math.max(1, Math.ceil(session.minW));
  for (let slot = from; slot < to; slot++) {
    let most = session.maxW;
    for (const node of chain) {
      if (fixed.excessW[node]![slot]! > 0) most = 0;
      most = Math.min(most, rest(problem.nodes[node]!.limitW[slot], fixed.watts[node]![slot]!));
      for (let phase = 0; phase < 3; phase++) {
        if (perWatt[phase] === 0) continue;
        const amps = rest(problem.nodes[node]!.limitA[slot], fixed.amps[node]![phase]![slot]!);
        most = Math.min(most, amps / perWatt[phase]!);
      }
    }
    const whole = Math.floor(most + 1e-6);
    cap[slot] = whole >= least ? whole : 0;
  }
  return cap;
}

/** The cars, the node that each hangs on, and the cars at and below each node. */
function carsOf(
  problem: SiteProblem,
  fixed: FixedLoad,
): { cars: Car[]; nodes: number[]; byNode: number[][] } {
  const cars: Car[] = [];
  const nodes: number[] = [];
  const byNode: number[][] = problem.nodes.map(() => []);
  const nodeOf = new Map(problem.nodes.map((node, index) => [node.id, index]));
  const hours = problem.slotMinutes / 60;
  for (const [index, session] of problem.sessions.entries()) {
    const node = nodeOf.get(session.nodeId);
    if (session.control !== "steered" || session.needWh <= 0 || node === undefined) continue;
    const chain = fixed.chains[node]!;
    const capW = capOf(problem, fixed, index, chain);
    const need = session.needWh / hours;
    const possible = capW.reduce((sum, watts) => sum + watts, 0);
    if (possible === 0) continue;
    for (const above of chain) byNode[above]!.push(cars.length);
    nodes.push(node);
    cars.push({
      session: index,
      priority: session.priority,
      minW: Math.max(1, Math.ceil(session.minW)),
      capW,
      given: (session.givenWh ?? 0) / hours,
      need,
      alone: Math.min(need, possible),
      perWatt: ampsPerWatt(session, problem.voltage),
      uses: [],
    });
  }
  return { cars, nodes, byNode };
}

/** A node's limit in one unit, with what each car below takes of it for a W. */
interface Limit {
  readonly unit: "A" | "W";
  readonly left: Float64Array;
  /** The most that all of them can take of it. */
  readonly reach: Float64Array;
  readonly weights: readonly number[];
}

function isSame(a: readonly number[], b: readonly number[]): boolean {
  return a.every((weight, index) => Math.abs(weight - b[index]!) <= 1e-12 * Math.abs(weight));
}

/** The site, its fixed load and what its cars can reach. */
interface Site {
  readonly problem: SiteProblem;
  readonly fixed: FixedLoad;
  readonly reach: NodeReach;
}

/** The limits of one node: phases that the cars load alike are one, and amperes that all load alike become watts. */
function limitsOf({ problem, fixed, reach }: Site, node: number, below: readonly Car[]): Limit[] {
  const { limitW, limitA } = problem.nodes[node]!;
  const ones = below.map(() => 1);
  const watts = Float64Array.from({ length: problem.slots }, (_, slot) =>
    rest(limitW[slot], fixed.watts[node]![slot]!),
  );
  let limits: Limit[] = [{ unit: "W", left: watts, reach: reach.watts[node]!, weights: ones }];
  for (let phase = 0; phase < 3; phase++) {
    const amps = Float64Array.from({ length: problem.slots }, (_, slot) =>
      rest(limitA[slot], fixed.amps[node]![phase]![slot]!),
    );
    const weights = below.map((car) => car.perWatt[phase]!);
    const first = weights[0]!;
    const isEven = first > 0 && weights.every((weight) => Math.abs(weight - first) <= 1e-12);
    const limit: Limit = isEven
      ? {
          unit: "W",
          left: amps.map((one) => one / first),
          reach: reach.watts[node]!,
          weights: ones,
        }
      : { unit: "A", left: amps, reach: reach.amps[node]![phase]!, weights };
    const twin = limits.find(
      (one) => one.unit === limit.unit && isSame(one.weights, limit.weights),
    );
    const merged = twin
      ? {
          ...limit,
          left: limit.left.map((left, slot) => Math.min(left, twin.left[slot]!)),
          reach: limit.reach.map((most, slot) => Math.max(most, twin.reach[slot]!)),
        }
      : limit;
    limits = [...limits.filter((one) => one !== twin), merged];
  }
  return limits;
}

/** One limit in W for a node that allows at least all that its limits allow: the three phases taken together. */
function wideLimitOf({ problem, fixed, reach }: Site, node: number, below: readonly Car[]): Limit {
  const { limitW, limitA } = problem.nodes[node]!;
  const left = Float64Array.from({ length: problem.slots }, (_, slot) => {
    const amps = [0, 1, 2].map((phase) => rest(limitA[slot], fixed.amps[node]![phase]![slot]!));
    const sum = amps.reduce((a, b) => a + b, 0) * problem.voltage;
    return Math.min(sum, rest(limitW[slot], fixed.watts[node]![slot]!));
  });
  return { unit: "W", left, reach: reach.watts[node]!, weights: below.map(() => 1) };
}

/** `limit` as a resource of its node's cars (`members`), if they can reach it in any slot. */
function bindingPart(limit: Limit, node: number, members: readonly number[]): Resource | null {
  const left = limit.left.map((most, slot) => (limit.reach[slot]! > most + 1e-9 ? most : Infinity));
  if (left.every((most) => most === Infinity)) return null;
  const loading = members
    .map((car, k) => ({ car, weight: limit.weights[k]! }))
    .filter((use) => use.weight > 0);
  return { node, unit: limit.unit, left, cars: loading };
}

/**
 * What can be planned at a site beside its fixed load: the cars with the most that each may take in a slot, and the
 * limits that they can reach together. With `isWide` a node's phases are taken together, which allows no less than the
 * site does and makes every limit one of W.
 */
export function findRoom(problem: SiteProblem, fixed: FixedLoad, isWide = false): Room {
  const { cars, nodes, byNode } = carsOf(problem, fixed);
  const site: Site = { problem, fixed, reach: nodeReach(problem, fixed, cars, nodes) };
  const resources: Resource[] = [];
  // Children come after their parents, so that from the last node backwards a car's uses go upwards.
  for (let node = problem.nodes.length - 1; node >= 0; node--) {
    const members = byNode[node]!;
    if (members.length < 2) continue;
    const below = members.map((car) => cars[car]!);
    const limits = isWide ? [wideLimitOf(site, node, below)] : limitsOf(site, node, below);
    for (const limit of limits) {
      const resource = bindingPart(limit, node, members);
      if (resource === null) continue;
      for (const { car, weight } of resource.cars) {
        cars[car]!.uses.push({ resource: resources.length, weight });
      }
      resources.push(resource);
    }
  }
  return { slots: problem.slots, hours: problem.slotMinutes / 60, cars, resources };
}
