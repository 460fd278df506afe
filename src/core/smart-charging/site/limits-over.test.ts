import { describe, expect, it } from "vitest";
import { limitsOver } from "./limits-over";
import type { LimitWindow, SiteNode, SiteSignal } from "./site-description";

const NODE: SiteNode = {
  id: "grid",
  parentId: null,
  kind: "grid",
  name: "Grid",
  limitA: 200,
  limitW: null,
  phases: 3,
  firstPhase: null,
  locationOcpiId: null,
  evseUid: null,
  position: 0,
  windows: [],
};
const WINDOW: LimitWindow = {
  id: "w",
  weekdays: 127,
  fromClock: "22:00",
  toClock: "06:00",
  limitA: 100,
  limitW: null,
};
const hours = (startsAt: string, slots: number) => ({
  startsAt: Temporal.Instant.from(startsAt),
  slotMinutes: 60,
  slots,
});
const limitA = (
  windows: readonly LimitWindow[],
  span: ReturnType<typeof hours>,
  signals: readonly SiteSignal[] = [],
) => {
  const site = { nodes: [{ ...NODE, windows }], signals, timeZone: "Europe/Stockholm" };
  return limitsOver(site, span).get("grid")?.limitA;
};

describe("a node's limits over time", () => {
  it("are lower while a window is open, over midnight too", () => {
    expect(limitA([WINDOW], hours("2026-11-02T19:00:00Z", 4))).toEqual([200, 200, 100, 100]);
    expect(limitA([WINDOW], hours("2026-11-03T03:00:00Z", 4))).toEqual([100, 100, 200, 200]);
  });

  it("follow the weekday on which a window begins", () => {
    const sundays = { ...WINDOW, weekdays: 64 };
    // 2026-11-02 is a Monday: its small hours belong to the Sunday before.
    expect(limitA([sundays], hours("2026-11-02T03:00:00Z", 4))).toEqual([100, 100, 200, 200]);
    expect(limitA([sundays], hours("2026-11-03T03:00:00Z", 4))).toEqual([200, 200, 200, 200]);
  });

  it("keep to the wall clock when the clocks change", () => {
    // On 2026-10-25 the clocks go back: from 22:00 to 06:00 are nine hours.
    const night = limitA([WINDOW], hours("2026-10-24T19:00:00Z", 12));
    expect(night?.filter((one) => one === 100)).toHaveLength(9);
  });

  it("are the lowest of all that is in force at any moment of a slot", () => {
    const signal: SiteSignal = {
      id: "s",
      nodeId: "grid",
      reference: "R1",
      startsAt: Temporal.Instant.from("2026-11-02T20:30:00Z"),
      endsAt: Temporal.Instant.from("2026-11-02T21:30:00Z"),
      limitA: 50,
      limitW: 20_000,
    };
    const site = { nodes: [{ ...NODE, windows: [WINDOW] }], signals: [signal], timeZone: "UTC" };
    expect(limitsOver(site, hours("2026-11-02T20:00:00Z", 4)).get("grid")).toEqual({
      limitA: [50, 50, 100, 100],
      limitW: [20_000, 20_000, null, null],
    });
  });
});
