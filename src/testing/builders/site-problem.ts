import type {
  ProblemNode,
  ProblemSession,
  SiteProblem,
} from "@/core/smart-charging/site-plan/site-problem";

/** The same value in each of `slots` slots. */
export function flat<T>(slots: number, value: T): T[] {
  return Array.from({ length: slots }, () => value);
}

/** A node without limits and base load; `over` says what is different. */
export function aNode(slots: number, over: Partial<ProblemNode> = {}): ProblemNode {
  return {
    id: "grid",
    parentId: null,
    name: "Grid",
    limitW: flat(slots, null),
    limitA: flat(slots, null),
    baseW: flat(slots, 0),
    ...over,
  };
}

/** A three-phase car of 4.14 to 11.04 kW that wants 11.04 kWh and is there from the first slot to `departureSlot`. */
export function aCar(over: Partial<ProblemSession> & { readonly id: string }): ProblemSession {
  return {
    nodeId: "grid",
    arrivalSlot: 0,
    departureSlot: 4,
    isDepartureKnown: true,
    needWh: 11_040,
    maxW: 11_040,
    minW: 4140,
    priority: 0,
    style: "REGULAR",
    phases: 3,
    firstPhase: null,
    control: "steered",
    countsW: 0,
    lastW: null,
    ...over,
  };
}

/** A site of hourly slots at 230 V with one node; prices and carbon unknown. */
export function aSite(over: Partial<SiteProblem> & { readonly slots: number }): SiteProblem {
  return {
    slotMinutes: 60,
    voltage: 230,
    nodes: [aNode(over.slots)],
    sessions: [],
    price: flat(over.slots, null),
    carbon: flat(over.slots, null),
    ...over,
  };
}
