import fc from "fast-check";
import type {
  ProblemNode,
  ProblemSession,
  SiteProblem,
} from "@/core/smart-charging/site-plan/site-problem";
import { aCar } from "@/testing/builders/site-problem";

interface SiteShape {
  readonly slots?: number;
  readonly sessions?: number;
  /** "watts": limits in W and three-phase cars, so that the room is a network of pipes. */
  readonly kind?: "watts" | "mixed";
  /** All sessions are steered, stay long and want much, and every node has a limit that they can reach. */
  readonly isScarce?: boolean;
}

/** A limit by slot: absent, one value, or one that changes half-way. */
function anyLimit(slots: number, most: number): fc.Arbitrary<(number | null)[]> {
  const value = fc.integer({ min: 0, max: most });
  return fc.oneof(
    fc.constant(Array.from({ length: slots }, () => null)),
    value.map((limit) => Array.from({ length: slots }, () => limit)),
    fc
      .tuple(value, value)
      .map(([a, b]) => Array.from({ length: slots }, (_, slot) => (slot < slots / 2 ? a : b))),
  );
}

function anyNode(slots: number, id: string, kind: "watts" | "mixed"): fc.Arbitrary<ProblemNode> {
  return fc
    .record({
      limitW: anyLimit(slots, 60_000),
      limitA: kind === "watts" ? fc.constant([]) : anyLimit(slots, 90),
      baseW: fc.array(fc.integer({ min: 0, max: 4000 }), { minLength: slots, maxLength: slots }),
    })
    .map(({ limitW, limitA, baseW }) => ({
      id,
      parentId: id === "grid" ? null : "grid",
      name: id,
      limitW,
      limitA: limitA.length === 0 ? limitW.map(() => null) : limitA,
      baseW,
    }));
}

function anySession(
  slots: number,
  id: string,
  kind: "watts" | "mixed",
): fc.Arbitrary<ProblemSession> {
  const wiring = fc.constantFrom(
    { phases: 3, firstPhase: null } as const,
    { phases: 1, firstPhase: null } as const,
    { phases: 1, firstPhase: 1 } as const,
    { phases: 1, firstPhase: 2 } as const,
    { phases: 2, firstPhase: 3 } as const,
  );
  return fc
    .record({
      nodeId: fc.constantFrom("grid", "north", "south"),
      arrivalSlot: fc.integer({ min: 0, max: slots - 1 }),
      stay: fc.integer({ min: 0, max: slots }),
      needWh: fc.integer({ min: 0, max: 40_000 }),
      maxW: fc.constantFrom(3680, 7360, 11_040, 22_080),
      minW: fc.constantFrom(0, 1380, 4140),
      priority: fc.constantFrom(0, 0, 0, 1),
      style: fc.constantFrom("CHEAP", "FAST", "GREEN", "REGULAR"),
      control: fc.constantFrom("steered", "steered", "steered", "steered", "unconfirmed", "fixed"),
      countsW: fc.integer({ min: 0, max: 6000 }),
      isDepartureKnown: fc.boolean(),
      wiring: kind === "watts" ? fc.constant({ phases: 3, firstPhase: null } as const) : wiring,
    })
    .map(({ stay, wiring: { phases, firstPhase }, ...rest }) =>
      aCar({ ...rest, id, phases, firstPhase, departureSlot: rest.arrivalSlot + stay }),
    );
}

/** The same site with all that makes its sessions meet: see `isScarce`. */
function madeScarce(site: SiteProblem, kind: "watts" | "mixed"): SiteProblem {
  const flat = (value: number | null) => Array.from({ length: site.slots }, () => value);
  const scale = (limit: number | null | undefined, least: number, span: number) =>
    least + ((limit ?? 0) % span);
  return {
    ...site,
    nodes: site.nodes.map((node, index) => {
      const watts = scale(node.limitW[0], 6000, index === 0 ? 30_000 : 20_000);
      const amps = scale(node.limitA[0], 10, index === 0 ? 50 : 30);
      const isByPhase = kind === "mixed" && (node.baseW[0] ?? 0) % 3 !== 0;
      return {
        ...node,
        limitW: flat(isByPhase ? null : watts),
        limitA: flat(isByPhase ? amps : null),
      };
    }),
    sessions: site.sessions.map((session) => ({
      ...session,
      control: "steered",
      arrivalSlot: session.arrivalSlot % 3,
      departureSlot: site.slots - (session.departureSlot % 2),
      needWh: ((session.needWh + 3000) * site.slots * site.slotMinutes) / 240,
      maxW: Math.max(session.maxW, session.minW),
    })),
  };
}

/** Any small site: a grid connection with two feeders, sessions of every sort, limits that come and go. */
export function anySite(shape: SiteShape = {}): fc.Arbitrary<SiteProblem> {
  const slots = shape.slots ?? 8;
  const kind = shape.kind ?? "mixed";
  const many = (value: fc.Arbitrary<number | null>) =>
    fc.array(value, { minLength: slots, maxLength: slots });
  const ids = Array.from({ length: shape.sessions ?? 6 }, (_, index) => `s${index}`);
  const site = fc.record({
    slots: fc.constant(slots),
    slotMinutes: fc.constantFrom(15, 60),
    voltage: fc.constant(230),
    nodes: fc.tuple(
      anyNode(slots, "grid", kind),
      anyNode(slots, "north", kind),
      anyNode(slots, "south", kind),
    ),
    sessions: fc
      .tuple(...ids.map((id) => anySession(slots, id, kind)))
      .chain((sessions) => fc.subarray([...sessions], { minLength: Math.floor(ids.length / 2) })),
    price: many(fc.option(fc.integer({ min: -50, max: 300 }), { freq: 8 })),
    carbon: many(fc.option(fc.integer({ min: 5, max: 400 }), { freq: 8 })),
  });
  return shape.isScarce === true ? site.map((one) => madeScarce(one, kind)) : site;
}
