import type {
  ProblemNode,
  ProblemSession,
  SiteProblem,
} from "@/core/smart-charging/site-plan/site-problem";
import { RandomSource } from "@/testing/rating-reference/random-source";

const SLOTS = 96;
const SLOT_MINUTES = 15;
const PER_FEEDER = 10;
const FEEDER_A = 80;
// The demo's garage has 200 A for 40 charging points.
const GRID_A_EACH = 5;

const CARS = [
  { maxW: 11_040, minW: 4140, phases: 3 },
  { maxW: 11_040, minW: 4140, phases: 3 },
  { maxW: 22_080, minW: 4140, phases: 3 },
  { maxW: 7360, minW: 1380, phases: 1 },
  { maxW: 3680, minW: 1380, phases: 1 },
] as const;

/**
 * A day at a site that has too little for its cars: feeders of ten charging points with 80 A each behind one grid
 * connection, all phases counted, every style, three classes of priority. The same seed gives the same problem.
 */
export function problemOf(sessions: number, seed: number): SiteProblem {
  const random = RandomSource.ofPair(seed, sessions);
  const feeders = Math.ceil(sessions / PER_FEEDER);
  const base = Array.from({ length: SLOTS }, (_, slot) =>
    Math.round(sessions * 200 * (1 + Math.sin(((slot - 24) / SLOTS) * 2 * Math.PI))),
  );
  const nodes: ProblemNode[] = [
    node("grid", null, Math.max(FEEDER_A, sessions * GRID_A_EACH), base),
  ];
  for (let feeder = 0; feeder < feeders; feeder += 1)
    nodes.push(node(`feeder-${feeder}`, "grid", FEEDER_A, none(0)));
  return {
    slots: SLOTS,
    slotMinutes: SLOT_MINUTES,
    voltage: 230,
    nodes,
    sessions: Array.from({ length: sessions }, (_, index) => sessionOf(random, index)),
    price: hourly(() => random.integer(-20, 300) / 100),
    carbon: hourly(() => random.integer(15, 60)),
  };
}

function node(
  id: string,
  parentId: string | null,
  ampere: number,
  baseW: readonly number[],
): ProblemNode {
  return { id, parentId, name: id, limitW: none(null), limitA: none(ampere), baseW };
}

function sessionOf(random: RandomSource, index: number): ProblemSession {
  const car = random.pick(CARS);
  const arrivalSlot = random.chance(60) ? 0 : random.integer(1, 60);
  const departureSlot = Math.min(SLOTS, arrivalSlot + random.integer(8, 60));
  const hours = ((departureSlot - arrivalSlot) * SLOT_MINUTES) / 60;
  return {
    id: `s${index}`,
    nodeId: `feeder-${Math.floor(index / PER_FEEDER)}`,
    arrivalSlot,
    departureSlot,
    isDepartureKnown: true,
    needWh: Math.min(random.integer(4000, 40_000), Math.round(car.maxW * hours)),
    ...car,
    priority: random.pick([0, 0, 0, 1, 2]),
    style: random.pick(["CHEAP", "REGULAR", "REGULAR", "FAST", "GREEN"]),
    firstPhase: random.pick([1, 2, 3, null]),
    control: "steered",
    countsW: 0,
    lastW: arrivalSlot === 0 && random.chance(50) ? car.minW : null,
  };
}

function none<T>(value: T): T[] {
  return Array.from({ length: SLOTS }, () => value);
}

function hourly(make: () => number): number[] {
  const hours = Array.from({ length: (SLOTS * SLOT_MINUTES) / 60 }, make);
  return Array.from(
    { length: SLOTS },
    (_, slot) => hours[Math.floor((slot * SLOT_MINUTES) / 60)] ?? 0,
  );
}
