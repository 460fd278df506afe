import { describe, expect, it } from "vitest";
import { carriedW, liveLoad, type LoadFacts, type SiteSession } from "./live-load";
import { measuredBase } from "./measured-base";
import { powerNow } from "./session-power";
import type { SiteNode } from "./site-description";

const at = (clock: string) => Temporal.Instant.from(`2026-11-02T${clock}:00Z`);
const node = (id: string, parentId: string | null, limitA: number | null = null): SiteNode => ({
  id,
  parentId,
  kind: parentId === null ? "grid" : "feeder",
  name: id,
  limitA,
  limitW: null,
  phases: 3,
  firstPhase: null,
  locationOcpiId: null,
  evseUid: null,
  position: 0,
  windows: [],
});
const NODES = [node("grid", null, 100), node("a", "grid"), node("E1", "a"), node("E2", "grid")];
const READ: SiteSession = {
  id: "s1",
  nodeId: "E1",
  startedAt: at("10:00"),
  endedAt: null,
  samples: [
    { from: at("10:00"), to: at("10:10"), powerW: 7_000 },
    { from: at("10:10"), to: at("10:20"), powerW: 11_000 },
  ],
  maxW: 22_000,
  allowedW: () => Infinity,
};
const UNREAD: SiteSession = { ...READ, id: "s2", nodeId: "E2", samples: [], maxW: 3_680 };

describe("a session's power", () => {
  it("is what its meter showed around that time, and for a while after", () => {
    const known = (clock: string) => powerNow(READ, at(clock));
    expect(known("10:05")).toEqual({ powerW: 7_000, since: at("10:10"), source: "meter" });
    expect(known("10:15")).toMatchObject({ powerW: 11_000, source: "meter" });
    expect(known("10:40")).toMatchObject({ powerW: 11_000, source: "meter" });
  });

  it("is the most that it may be where nothing was read", () => {
    expect(powerNow(READ, at("10:41"))).toEqual({ powerW: 22_000, since: null, source: "maximum" });
    const held = { ...UNREAD, allowedW: () => 1_400 };
    expect(powerNow(held, at("10:05"))).toMatchObject({ powerW: 1_400, source: "profile" });
    expect(powerNow({ ...held, allowedW: () => 9_000 }, at("10:05"))).toMatchObject({
      powerW: 3_680,
      source: "maximum",
    });
  });

  it("is nothing before it began and after it ended", () => {
    expect(powerNow(READ, at("09:59"))).toBeNull();
    expect(powerNow({ ...READ, endedAt: at("10:20") }, at("10:20"))).toBeNull();
  });
});

describe("a site's load", () => {
  const facts = (change: Partial<LoadFacts> = {}): LoadFacts => ({
    site: {
      nodes: NODES,
      signals: [],
      timeZone: "UTC",
      baseLoad: { stepMinutes: 1_440, weekdayW: [5_000], weekendW: [0] },
      measuredBase: [],
    },
    sessions: [READ, UNREAD],
    readings: new Map(),
    ...change,
  });
  const span = { startsAt: at("10:05"), slotMinutes: 5, slots: 3 };
  const of = (id: string, change?: Partial<LoadFacts>) =>
    liveLoad(facts(change), at("10:20"), span).nodes.find(({ node: one }) => one.id === id);

  it("adds up the tree, with its base load, and says what is assumed", () => {
    const grid = of("grid");
    expect(grid?.now).toMatchObject({ sessionsW: 14_680, baseW: 5_000, isAssumed: true });
    expect(grid?.points.map(({ sessionsW }) => sessionsW)).toEqual([10_680, 10_680, 14_680]);
    expect(of("a")?.now).toMatchObject({ sessionsW: 11_000, baseW: 0, isAssumed: false });
    expect(grid).toMatchObject({ limitA: 100, limitW: null });
  });

  it("is what a meter shows, while it was read lately", () => {
    const readings = new Map([["grid", [{ nodeId: "grid", at: at("10:10"), powerW: 30_000 }]]]);
    const grid = of("grid", { readings });
    expect(grid?.points.map(({ measuredW }) => measuredW)).toEqual([null, 30_000, 30_000]);
    expect(grid && carriedW(grid.now)).toBe(30_000);
    expect(grid?.now).toMatchObject({ baseW: 15_320 });
    const stale = new Map([["grid", [{ nodeId: "grid", at: at("10:04"), powerW: 30_000 }]]]);
    expect(of("grid", { readings: stale })?.now.measuredW).toBeNull();
  });
});

describe("a measured base load", () => {
  it("is the meter less the sessions below it, over the last quarter of an hour", () => {
    const reading = (clock: string, powerW: number) => ({ nodeId: "a", at: at(clock), powerW });
    const readings = new Map([
      ["a", [reading("10:00", 90_000), reading("10:12", 12_000), reading("10:18", 14_000)]],
    ]);
    expect(measuredBase(NODES, [READ, UNREAD], readings)).toEqual([
      { nodeId: "a", powerW: 2_000, at: at("10:18") },
    ]);
  });

  it("is never below nothing", () => {
    const readings = new Map([["a", [{ nodeId: "a", at: at("10:12"), powerW: 500 }]]]);
    expect(measuredBase(NODES, [READ], readings)).toMatchObject([{ powerW: 0 }]);
  });
});
