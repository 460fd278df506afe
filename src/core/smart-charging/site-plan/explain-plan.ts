import { ampsPerWatt, chainsOf, type FixedLoad, stayOf } from "./fixed-load";
import { openQueues, type Queues } from "./node-queues";
import type { NodeLoads } from "./planned-nodes";
import type { PlanReason, ProblemSession, SiteProblem } from "./site-problem";

type Reason = Omit<PlanReason, "from" | "to">;

/** What the reasons of a plan are read from. */
interface Facts {
  readonly problem: SiteProblem;
  readonly fixed: FixedLoad;
  readonly powers: readonly (readonly number[])[];
  readonly loads: NodeLoads;
  readonly queues: Queues;
}

/** One session as its reasons see it. */
interface Own {
  readonly index: number;
  readonly session: ProblemSession;
  readonly chain: readonly number[];
  readonly powers: readonly number[];
  readonly isShort: boolean;
  readonly perWatt: readonly [number, number, number];
}

/** The limit nearest above a session's power in a slot, and how many W more it could take there. */
interface Nearest {
  readonly node: number;
  readonly unit: "A" | "W";
  readonly room: number;
}

function nearestLimit(facts: Facts, own: Own, slot: number): Nearest | null {
  let nearest: Nearest | null = null;
  for (const node of own.chain) {
    const { limitW, limitA } = facts.problem.nodes[node]!;
    const watts = limitW[slot];
    const amps = limitA[slot];
    if (watts !== null && watts !== undefined) {
      const room = watts - facts.loads.watts[node]![slot]!;
      if (nearest === null || room < nearest.room) nearest = { node, unit: "W", room };
    }
    if (amps === null || amps === undefined) continue;
    for (let phase = 0; phase < 3; phase++) {
      if (own.perWatt[phase] === 0) continue;
      const room = (amps - facts.loads.amps[node]![phase]![slot]!) / own.perWatt[phase]!;
      if (nearest === null || room < nearest.room) nearest = { node, unit: "A", room };
    }
  }
  return nearest;
}

/** A reason that names a node's limit, who shares it, and this session's turn among them to leave. */
function limitReason(facts: Facts, own: Own, slot: number, nearest: Nearest): Reason {
  const node = facts.problem.nodes[nearest.node]!;
  const limit = (nearest.unit === "A" ? node.limitA : node.limitW)[slot] ?? 0;
  const queue = facts.queues.at(nearest.node, slot, own.index);
  const isFull = nearest.room < 1;
  return {
    code: isFull ? "limit" : "below-minimum",
    nodeId: node.id,
    limit,
    unit: nearest.unit,
    sharers: queue.length,
    leaves: queue.place,
  };
}

/** Better slots to come: all that it still uses are no dearer (dirtier) than this one, and one is cheaper (cleaner). */
function isBetterLater(own: Own, series: readonly (number | null)[], slot: number): boolean {
  const here = series[slot];
  if (here === null || here === undefined) return false;
  let isBetter = false;
  for (let later = slot + 1; later < own.powers.length; later++) {
    if (own.powers[later] === 0) continue;
    const there = series[later];
    if (there === null || there === undefined || there > here) return false;
    if (there < here) isBetter = true;
  }
  return isBetter;
}

/** Why a steered session that is here gets what it gets in a slot in which no node is over its limit. */
function steeredReason(facts: Facts, own: Own, slot: number): Reason {
  const { session, powers } = own;
  const { price, carbon } = facts.problem;
  const power = powers[slot]!;
  if (session.needWh <= 0) return { code: "enough" };
  if (power > 0 && power >= Math.floor(session.maxW)) return { code: "full-power" };
  if (session.maxW < Math.max(1, session.minW)) return { code: "below-minimum" };
  const usesLater = powers.some((watts, later) => later > slot && watts > 0);
  if (!own.isShort && !usesLater) return { code: "enough" };
  if (!own.isShort && session.style === "CHEAP" && isBetterLater(own, price, slot)) {
    return { code: "cheaper-later" };
  }
  if (!own.isShort && session.style === "GREEN" && isBetterLater(own, carbon, slot)) {
    return { code: "cleaner-later" };
  }
  const nearest = nearestLimit(facts, own, slot);
  const least = power > 0 ? 1 : Math.max(1, session.minW);
  if (nearest !== null && nearest.room < least) return limitReason(facts, own, slot, nearest);
  return { code: "even" };
}

function reasonAt(facts: Facts, own: Own, slot: number): Reason {
  const { session } = own;
  const { from, to } = stayOf(session, facts.problem.slots);
  if (slot < from || slot >= to) return { code: "not-here" };
  if (session.control === "unconfirmed") return { code: "unconfirmed" };
  if (session.control === "fixed") return { code: "not-steerable" };
  const over = own.chain.find((node) => facts.fixed.excessW[node]![slot]! > 0);
  if (over === undefined) return steeredReason(facts, own, slot);
  return {
    code: "excess",
    nodeId: facts.problem.nodes[over]!.id,
    excessW: Math.ceil(facts.fixed.excessW[over]![slot]!),
  };
}

function isSame(a: Reason, b: Reason): boolean {
  return (
    a.code === b.code &&
    a.nodeId === b.nodeId &&
    a.limit === b.limit &&
    a.unit === b.unit &&
    a.sharers === b.sharers &&
    a.leaves === b.leaves &&
    a.excessW === b.excessW
  );
}

/**
 * Why each session's power is what it is, as runs of slots that cover the plan. `powers`: W by session and slot;
 * `loads`: what they sum to at the nodes. A limit is given as the reason only where it leaves no W more (or, for a car
 * that pauses, less than its least: "below-minimum") and the session would have taken more; what a session did not want
 * at that time, since it charges cheaper or cleaner later or has enough, is never put on a limit.
 */
export function explainPlan(
  problem: SiteProblem,
  fixed: FixedLoad,
  powers: readonly (readonly number[])[],
  loads: NodeLoads,
): PlanReason[][] {
  const chains = chainsOf(problem);
  const nodeOf = new Map(problem.nodes.map((node, index) => [node.id, index]));
  const hours = problem.slotMinutes / 60;
  const own = problem.sessions.map((session, index): Own => {
    const given = powers[index]!.reduce((sum, watts) => sum + watts, 0) * hours;
    const node = nodeOf.get(session.nodeId);
    return {
      index,
      session,
      chain: node === undefined ? [] : chains[node]!,
      powers: powers[index]!,
      isShort: session.needWh - given > 1e-6,
      perWatt: ampsPerWatt(session, problem.voltage),
    };
  });
  const facts = { problem, fixed, powers, loads, queues: openQueues(problem, own) };
  return own.map((one) => {
    const runs: PlanReason[] = [];
    for (let slot = 0; slot < problem.slots; slot++) {
      const reason = reasonAt(facts, one, slot);
      const last = runs.at(-1);
      if (last !== undefined && isSame(last, reason)) {
        runs[runs.length - 1] = { ...last, to: slot + 1 };
      } else runs.push({ from: slot, to: slot + 1, ...reason });
    }
    return runs;
  });
}
