import { describe, expect, it } from "vitest";
import { checkSettings, checkTree } from "./check-site";
import type { NodeDraft, SiteSettings } from "./site-draft";

const part = (
  key: string,
  parentKey: string | null,
  change: Partial<NodeDraft> = {},
): NodeDraft => ({
  key,
  parentKey,
  kind: parentKey === null ? "grid" : "feeder",
  name: key,
  limitA: parentKey === null ? 200 : null,
  limitW: null,
  phases: 3,
  firstPhase: null,
  locationOcpiId: null,
  evseUid: null,
  windows: [],
  ...change,
});
const point = (key: string, parentKey: string, uid = key): NodeDraft =>
  part(key, parentKey, { kind: "evse", locationOcpiId: "LOC", evseUid: uid });
const WINDOW = { weekdays: 31, fromClock: "16:00", toClock: "20:00", limitA: 100, limitW: null };
const codes = (...nodes: readonly NodeDraft[]) => checkTree(nodes).map(({ code }) => code);
const grid = part("grid", null);

describe("a site's tree", () => {
  it("is a connection with nested feeders and points below them", () => {
    expect(
      codes(
        { ...grid, windows: [WINDOW] },
        part("a", "grid"),
        part("b", "a", { limitW: 1 }),
        point("E1", "b"),
        point("E2", "grid"),
      ),
    ).toEqual([]);
  });

  it.each<[string, readonly NodeDraft[], string]>([
    ["no connection", [], "no-grid"],
    ["two connections", [grid, part("other", null)], "two-grids"],
    ["a connection without a limit", [part("grid", null, { limitA: null })], "no-limit"],
    ["a limit of 0", [part("grid", null, { limitA: 0 })], "bad-limit"],
    ["a broken limit", [grid, part("a", "grid", { limitW: 0.5 })], "bad-limit"],
    ["a part that nothing feeds", [grid, part("a", "nowhere")], "unknown-parent"],
    ["a part below a point", [grid, point("E1", "grid"), part("a", "E1")], "below-a-point"],
    ["a point that is no EVSE", [grid, { ...point("E1", "grid"), evseUid: " " }], "no-place"],
    ["a feeder that is an EVSE", [grid, part("a", "grid", { evseUid: "E" })], "place-of-no-point"],
    ["an EVSE twice", [grid, point("x", "grid", "e1"), point("y", "grid", "E1")], "evse-twice"],
    ["a part without a name", [grid, part("a", "grid", { name: " " })], "no-name"],
    ["a window on no day", [{ ...grid, windows: [{ ...WINDOW, weekdays: 0 }] }], "bad-window"],
    [
      "a window at no time",
      [{ ...grid, windows: [{ ...WINDOW, toClock: "25:00" }] }],
      "bad-window",
    ],
    ["a window without limit", [{ ...grid, windows: [{ ...WINDOW, limitA: null }] }], "bad-window"],
  ])("with %s is refused", (_, nodes, code) => {
    expect(codes(...nodes)).toContain(code);
  });

  it("with parts that feed each other is refused", () => {
    const faults = checkTree([grid, part("a", "b"), part("b", "a"), point("E1", "a")]);
    expect(faults).toEqual([
      { code: "cycle", node: "a" },
      { code: "cycle", node: "b" },
      { code: "cycle", node: "E1" },
    ]);
  });
});

describe("a site's settings", () => {
  const SETTINGS: SiteSettings = {
    name: "Garage",
    timeZone: "Europe/Stockholm",
    zone: "SE3",
    voltage: 230,
    slotMinutes: 15,
    horizonSlots: 96,
    isSteered: true,
    safeW: 0,
    baseLoad: { stepMinutes: 720, weekdayW: [1, 2], weekendW: [0, 0] },
    assumedStayMinutes: 240,
    assumedEnergyWh: 20_000,
  };

  it("are taken as they are meant", () => {
    expect(checkSettings(SETTINGS)).toEqual([]);
  });

  it.each<[Partial<SiteSettings>, string]>([
    [{ name: "" }, "no-name"],
    [{ timeZone: "Mars/Olympus" }, "bad-time-zone"],
    [{ voltage: 12 }, "bad-voltage"],
    [{ horizonSlots: 2 }, "bad-horizon"],
    [{ safeW: -1 }, "bad-safe-limit"],
    [{ baseLoad: { stepMinutes: 7, weekdayW: [], weekendW: [] } }, "bad-base-load"],
    [{ baseLoad: { stepMinutes: 720, weekdayW: [1], weekendW: [0, 0] } }, "bad-base-load"],
    [{ assumedEnergyWh: 0 }, "bad-assumption"],
  ])("%j is refused", (change, code) => {
    expect(checkSettings({ ...SETTINGS, ...change })).toEqual([{ code, node: null }]);
  });
});
