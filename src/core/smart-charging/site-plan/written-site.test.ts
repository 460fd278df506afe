import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readWrittenSite } from "./written-site";

const session = {
  id: "s1",
  evse: "E1",
  arrival_slot: 0,
  departure_slot: 4,
  energy_need_wh: 5000,
  max_w: 11000,
  min_w: 4140,
  priority: 1,
  style: "cheap",
};
const site = {
  slots: 4,
  slot_minutes: 15,
  limits: {
    id: "grid",
    max_w: 22000,
    children: [{ id: "feeder", max_w: [11000, 11000, null, 5000], base_w: 500, evses: ["E2"] }],
    evses: ["E1"],
  },
  sessions: [session, { ...session, id: "s2", evse: "E2" }],
  prices: [1, 2.5, -0.25, null],
};

/** Faults as lines, as they are told. */
function faultsOf(json: unknown): string[] {
  const read = readWrittenSite(json);
  if (read.ok) throw new Error("it was read");
  return read.reason.map(({ path, text }) => `${path} ${text}`);
}

function problemOf(json: unknown) {
  const read = readWrittenSite(json);
  if (!read.ok) throw new Error(read.reason.map(({ path, text }) => `${path} ${text}`).join("\n"));
  return read.value.problem;
}

describe("a written site", () => {
  it("becomes a problem with parents before their children and a number for each slot", () => {
    const problem = problemOf(site);
    expect(problem).toMatchObject({ slots: 4, slotMinutes: 15, voltage: 230 });
    expect(problem.nodes).toEqual([
      {
        id: "grid",
        parentId: null,
        name: "grid",
        limitW: [22000, 22000, 22000, 22000],
        limitA: [null, null, null, null],
        baseW: [0, 0, 0, 0],
      },
      {
        id: "feeder",
        parentId: "grid",
        name: "feeder",
        limitW: [11000, 11000, null, 5000],
        limitA: [null, null, null, null],
        baseW: [500, 500, 500, 500],
      },
    ]);
    expect(problem.sessions.map(({ id, nodeId }) => [id, nodeId])).toEqual([
      ["s1", "grid"],
      ["s2", "feeder"],
    ]);
    expect(problem.sessions[0]).toMatchObject({ minW: 4140, priority: 1, style: "CHEAP" });
    expect(problem.price).toEqual([1, 2.5, -0.25, null]);
    expect(problem.carbon).toEqual([null, null, null, null]);
  });

  it("needs no prices, minimum, priority or style", () => {
    const { min_w: _min, priority: _priority, style: _style, ...rest } = session;
    const { prices: _prices, ...bare } = site;
    const problem = problemOf({ ...bare, sessions: [rest] });
    expect(problem.sessions[0]).toMatchObject({ minW: 0, priority: 0, style: "REGULAR" });
    expect(problem.sessions[0]).toMatchObject({ isDepartureKnown: true, givenWh: 0 });
    expect(problem.price).toEqual([null, null, null, null]);
  });

  it("takes limits in ampere with the phases that a car uses", () => {
    const problem = problemOf({
      ...site,
      voltage: 120,
      limits: { id: "grid", max_a: 200, evses: ["E1"] },
      sessions: [{ ...session, phases: 1, first_phase: 2 }],
    });
    expect(problem.voltage).toBe(120);
    expect(problem.nodes[0]).toMatchObject({
      limitA: [200, 200, 200, 200],
      limitW: [null, null, null, null],
    });
    expect(problem.sessions[0]).toMatchObject({ phases: 1, firstPhase: 2 });
  });

  it("takes a departure for assumed where it says so", () => {
    const assumed = { ...session, departure_known: false };
    expect(problemOf({ ...site, sessions: [assumed] }).sessions[0]).toMatchObject({
      isDepartureKnown: false,
    });
    expect(faultsOf({ ...site, sessions: [{ ...session, departure_known: "no" }] })).toEqual([
      'sessions[0].departure_known is "no". Give true or false.',
    ]);
  });

  it("notes a name that it does not know, and reads on", () => {
    const read = readWrittenSite({ ...site, sessions: [{ ...session, prio: 3 }] });
    expect(read.ok && read.value.notes).toEqual([
      { path: "sessions[0].prio", text: "is not known, and is ignored." },
    ]);
  });

  it("takes sessions one after the other, and even at once, at one charging point", () => {
    const later = { ...session, id: "s2", arrival_slot: 2 };
    expect(problemOf({ ...site, sessions: [session, later] }).sessions).toHaveLength(2);
  });
});

describe("a site that can't be read", () => {
  it("is refused with every fault at once, each with its place and what to do", () => {
    const faults = faultsOf({
      ...site,
      slot_minutes: "15",
      limits: {
        ...site.limits,
        max_w: -1,
        children: [{ id: "grid", max_w: [1, 2], evses: ["E1", 7] }],
      },
      sessions: [
        { ...session, evse: "E9", departure_slot: 5 },
        { ...session, min_w: 12000, style: "green-ish" },
        "s3",
      ],
      prices: [1, 2, 3, "4"],
    });
    expect(faults).toEqual([
      'slot_minutes is "15". Give whole minutes from 1 to 1440.',
      "limits.max_w is -1. Give W of 0 or more, or a list with one a slot.",
      "limits.children[0].max_w has 2 entries. Give one for each of the 4 slots.",
      'limits.children[0].id is "grid" again. Give each limit an id of its own.',
      'limits.children[0].evses[0] is "E1", which limit "grid" lists already. List it once.',
      "limits.children[0].evses[1] is 7. Give a text that is not empty.",
      'sessions[0].evse is "E9", which no limit lists in its evses. List it.',
      "sessions[0].departure_slot is 5. Give a whole number from 1 to 4: the first slot it may not charge in.",
      "sessions[1].min_w is 12000, above max_w, which is 11000. Give less.",
      'sessions[1].style is "green-ish". Give "fast", "regular", "cheap" or "green".',
      'sessions[1].id is "s1" again. Give each session an id of its own.',
      'sessions[2] is "s3". Give an object with id, evse, arrival_slot, …',
      'prices[3] is "4". Give money for a kWh, a number.',
    ]);
  });

  it.each([
    ["no slots", { ...site, slots: 0 }, "slots is 0. Give a whole number from 1 to 2976."],
    ["half a slot", { ...site, slots: 1.5 }, "slots is 1.5. Give"],
    ["no sessions", { ...site, sessions: undefined }, "sessions is missing. Give a list."],
    ["no limits", { ...site, limits: null }, "limits is null. Give an object"],
    [
      "a limit without a figure",
      { ...site, limits: { id: "grid", evses: ["E1", "E2"] } },
      "limits.max_w is missing. Give W",
    ],
    ["a number too large", JSON.parse('{"slots":1e999}'), "slots is too large a number. Give"],
    [
      "a car that leaves before it comes",
      { ...site, sessions: [{ ...session, arrival_slot: 2, departure_slot: 2 }] },
      "sessions[0].departure_slot is 2, not after arrival_slot, which is 2. Give a later one.",
    ],
    [
      "more than a machine should take",
      { ...site, sessions: Array.from({ length: 5001 }, () => session) },
      "sessions has 5001 entries. Give at most 5000.",
    ],
    ["a list", [site], " The input is no JSON object."],
  ])("names %s", (_name, json, fault) => {
    expect(faultsOf(json)).toContainEqual(expect.stringContaining(fault));
  });

  it("is not walked into however deep its limits are", () => {
    let limits: object = { id: "leaf", max_w: 1 };
    for (let depth = 0; depth < 5000; depth += 1)
      limits = { id: `l${depth}`, max_w: 1, children: [limits] };
    expect(faultsOf({ ...site, limits }).join("\n")).toContain("is more than is taken");
  });

  it("never makes the reader throw", () => {
    const anything = fc.jsonValue({ maxDepth: 3 });
    const broken = fc.record(
      Object.fromEntries(
        Object.entries(site).map(([name, value]) => [
          name,
          fc.oneof(fc.constant<unknown>(value), anything),
        ]),
      ),
    );
    fc.assert(
      fc.property(fc.oneof(anything, broken), (json) => {
        const read = readWrittenSite(json);
        expect(read.ok || read.reason.length > 0).toBe(true);
      }),
    );
  });
});
