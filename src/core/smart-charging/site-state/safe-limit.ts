import { ampsPerWatt, chainsOf } from "@/core/smart-charging/site-plan/fixed-load";
import type { ProblemNode } from "@/core/smart-charging/site-plan/site-problem";

/** A charging point, as far as the safe limit needs it. */
export interface SafePoint {
  /** The node that feeds it. */
  readonly nodeId: string;
  readonly phases: 1 | 2 | 3;
  readonly firstPhase: 1 | 2 | 3 | null;
  readonly maxW: number;
  readonly minW: number;
}

/** A site's tree with every charging point, occupied or not, over the time that the limit is to hold. */
export interface SafeSite {
  readonly slots: number;
  readonly voltage: number;
  readonly nodes: readonly ProblemNode[];
  readonly points: readonly SafePoint[];
}

/**
 * The W that all charging points can draw at once, each the same, within every limit less base load, at any time of the
 * span: what a station falls back to when it hears nothing more. 0 where that is less than a car charges with.
 */
export function safeLimitW({ slots, voltage, nodes, points }: SafeSite): number {
  if (points.length === 0) return 0;
  const chains = chainsOf({
    slots,
    slotMinutes: 0,
    voltage,
    nodes,
    sessions: [],
    price: [],
    carbon: [],
  });
  const indexOf = new Map(nodes.map(({ id }, index) => [id, index]));
  const count = nodes.map(() => 0);
  const amps = nodes.map(() => [0, 0, 0]);
  for (const point of points) {
    const share = shareOf(point, voltage);
    for (const node of chains[indexOf.get(point.nodeId) ?? -1] ?? []) {
      count[node]! += 1;
      for (const phase of [0, 1, 2]) amps[node]![phase]! += share[phase]!;
    }
  }
  let most = Math.min(...points.map(({ maxW }) => maxW));
  const baseW = basesOf(nodes, chains, slots);
  for (const [index, { limitW, limitA }] of nodes.entries()) {
    const worst = Math.max(...amps[index]!);
    for (let slot = 0; slot < slots; slot += 1) {
      const base = baseW[index]![slot]!;
      const watts = limitW[slot] ?? null;
      const current = limitA[slot] ?? null;
      if (watts !== null && count[index]! > 0)
        most = Math.min(most, (watts - base) / count[index]!);
      if (current !== null && worst > 0) {
        most = Math.min(most, (current - base / (3 * voltage)) / worst);
      }
    }
  }
  const least = Math.min(...points.map(({ minW }) => minW));
  return most < least ? 0 : Math.floor(most);
}

function shareOf({ phases, firstPhase }: SafePoint, voltage: number): readonly number[] {
  return ampsPerWatt({ ...NOBODY, phases, firstPhase }, voltage);
}

/** W of base load that each node carries with its children's. */
function basesOf(
  nodes: readonly ProblemNode[],
  chains: readonly (readonly number[])[],
  slots: number,
): readonly Float64Array[] {
  const bases = nodes.map(() => new Float64Array(slots));
  for (const [index, { baseW }] of nodes.entries()) {
    for (const node of chains[index] ?? []) {
      for (let slot = 0; slot < slots; slot += 1) bases[node]![slot]! += baseW[slot] ?? 0;
    }
  }
  return bases;
}

const NOBODY = {
  id: "",
  nodeId: "",
  arrivalSlot: 0,
  departureSlot: 0,
  isDepartureKnown: false,
  needWh: 0,
  maxW: 0,
  minW: 0,
  priority: 0,
  style: "REGULAR",
  control: "fixed",
  countsW: 0,
  lastW: null,
} as const;
