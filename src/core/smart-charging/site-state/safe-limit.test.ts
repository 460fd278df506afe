import { describe, expect, it } from "vitest";
import { type SafePoint, safeLimitW } from "./safe-limit";

const node = (id: string, parentId: string | null, limitA: number | null, baseW = 0) => ({
  id,
  parentId,
  name: id,
  limitA: [limitA, limitA],
  limitW: [null, null],
  baseW: [0, baseW],
});

const point = (nodeId: string, change: Partial<SafePoint> = {}): SafePoint => ({
  nodeId,
  phases: 3,
  firstPhase: 1,
  maxW: 22_080,
  minW: 4_140,
  ...change,
});

const safe = (nodes: ReturnType<typeof node>[], points: SafePoint[]) =>
  safeLimitW({ slots: 2, voltage: 230, nodes, points });

describe("the safe limit of a site", () => {
  it("is what all charging points can draw at once within every limit at any time", () => {
    const points = ["f1", "f1", "f2"].map((id) => point(id));
    const feeders = [node("f1", "grid", 20), node("f2", "grid", 32)];
    // Two share a feeder of 20 A.
    expect(safe([node("grid", null, 60), ...feeders], points)).toBe(6_900);
    // 60 A less 36 A of base load in the second hour are 24 A for three.
    expect(safe([node("grid", null, 60, 36 * 690), ...feeders], points)).toBe(5_520);
  });

  it("is nothing where that is less than a car charges with, or base load leaves nothing", () => {
    expect(safe([node("grid", null, 11)], [point("grid"), point("grid")])).toBe(0);
    expect(safe([node("grid", null, 20, 30_000)], [point("grid")])).toBe(0);
    expect(safe([node("grid", null, 20)], [])).toBe(0);
  });

  it("holds each phase free for a point whose phase is not known", () => {
    const single = { phases: 1, maxW: 7_360, minW: 1_380 } as const;
    const on = (firstPhase: 1 | 2 | 3 | null) => point("grid", { ...single, firstPhase });
    expect(safe([node("grid", null, 32)], [on(1), on(2), on(3)])).toBe(7_360);
    expect(safe([node("grid", null, 32)], [on(null), on(null)])).toBe(3_680);
  });
});
