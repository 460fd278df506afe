import { describe, expect, it } from "vitest";
import { headroomOf } from "./site-headroom";

describe("what a site leaves for one session", () => {
  it("is free under every limit above it, its own share with it", () => {
    const seen = headroomOf({
      startsMs: 1_000,
      slotMinutes: 15,
      voltage: 230,
      nodes: [
        {
          limitW: [20_000, 20_000, null],
          limitA: [null, null, null],
          plannedW: [18_000, 20_000, 30_000],
        },
        { limitW: [null, null, null], limitA: [32, 32, 32], plannedW: [10_000, 22_080, 22_080] },
      ],
      ownW: [5_000, 4_000, 6_000],
    });
    expect(seen).toEqual([
      { fromMs: 1_000, powerW: 7_000 },
      // Full, but for what it has.
      { fromMs: 901_000, powerW: 4_000 },
      { fromMs: 1_801_000, powerW: 6_000 },
    ]);
  });

  it("has no bound where nothing limits it", () => {
    const open = { startsMs: 0, slotMinutes: 5, voltage: 230, nodes: [], ownW: [0] };
    expect(headroomOf(open)[0]?.powerW).toBe(Number.MAX_SAFE_INTEGER);
  });
});
