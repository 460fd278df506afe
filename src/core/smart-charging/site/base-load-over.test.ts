import { describe, expect, it } from "vitest";
import { baseLoadOver } from "./base-load-over";
import type { SiteNode } from "./site-description";

const node = (id: string, parentId: string | null): SiteNode => ({
  id,
  parentId,
  kind: parentId === null ? "grid" : "feeder",
  name: id,
  limitA: null,
  limitW: null,
  phases: 3,
  firstPhase: null,
  locationOcpiId: null,
  evseUid: null,
  position: 0,
  windows: [],
});
const SITE = {
  nodes: [node("grid", null), node("feeder", "grid")],
  baseLoad: {
    stepMinutes: 720,
    weekdayW: [10_000, 30_000],
    weekendW: [1_000, 2_000],
  },
  measuredBase: [],
  timeZone: "Europe/Stockholm",
};
const SPAN = {
  startsAt: Temporal.Instant.from("2026-11-02T10:30:00Z"),
  slotMinutes: 30,
  slots: 4,
};

describe("a site's base load over time", () => {
  it("follows the described curve on the wall clock, and lies on the grid connection", () => {
    const load = baseLoadOver(SITE, SPAN);
    expect(load.get("grid")).toEqual([10_000, 30_000, 30_000, 30_000]);
    expect(load.get("feeder")).toEqual([0, 0, 0, 0]);
    const saturday = { ...SPAN, startsAt: Temporal.Instant.from("2026-11-07T10:30:00Z") };
    expect(baseLoadOver(SITE, saturday).get("grid")).toEqual([1_000, 2_000, 2_000, 2_000]);
  });

  it("is what was measured for an hour, then the curve; what was measured below a node is not counted twice", () => {
    const at = Temporal.Instant.from("2026-11-02T10:30:00Z");
    const measuredBase = [
      { nodeId: "grid", powerW: 18_000, at },
      { nodeId: "feeder", powerW: 5_000, at },
    ];
    const load = baseLoadOver({ ...SITE, measuredBase }, SPAN);
    expect(load.get("grid")).toEqual([13_000, 13_000, 25_000, 25_000]);
    expect(load.get("feeder")).toEqual([5_000, 5_000, 5_000, 5_000]);
  });
});
