import { describe, expect, it } from "vitest";
import { aCar, aNode, aSite } from "@/testing/builders/site-problem";
import { ampsPerWatt, fixedLoad } from "./fixed-load";

describe("ampsPerWatt", () => {
  it.each([
    [3, null, [1, 1, 1], 3],
    [1, 2, [0, 1, 0], 1],
    [2, 1, [1, 1, 0], 2],
    [2, 3, [1, 0, 1], 2],
    [1, null, [1, 1, 1], 1],
    [2, null, [1, 1, 1], 2],
  ] as const)(
    "of %d phases from %s is on %j, 1 / (%d × 230) each",
    (phases, firstPhase, on, count) => {
      const amps = ampsPerWatt(aCar({ id: "a", phases, firstPhase }), 230);
      expect(amps).toEqual(on.map((one) => one / (count * 230)));
    },
  );
});

describe("fixedLoad", () => {
  it("adds up the tree and says by how much a limit is exceeded, on the worst phase times three", () => {
    // 6900 W of base load are 10 A a phase; 2300 W on phase 1 are 10 A more: 20 A, 4 above 16; 4 × 3 × 230 = 2760 W.
    const site = aSite({
      slots: 1,
      nodes: [
        aNode(1, { limitA: [16], baseW: [3450] }),
        aNode(1, { id: "feeder", parentId: "grid", baseW: [3450] }),
      ],
      sessions: [
        aCar({
          id: "a",
          nodeId: "feeder",
          control: "fixed",
          countsW: 2300,
          phases: 1,
          firstPhase: 1,
        }),
      ],
    });
    const fixed = fixedLoad(site);
    expect(fixed.watts.map((own) => own[0])).toEqual([9200, 5750]);
    expect(fixed.amps[0]!.map((phase) => Math.round(phase[0]! * 1000))).toEqual([
      20_000, 10_000, 10_000,
    ]);
    expect(fixed.excessW.map((own) => Math.round(own[0]!))).toEqual([2760, 0]);
  });
});
