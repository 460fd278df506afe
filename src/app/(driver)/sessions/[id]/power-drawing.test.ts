import { describe, expect, it } from "vitest";
import { powerDrawing } from "./power-drawing";

const MIN = 60_000;

describe("the drawing of a charge's power", () => {
  it("steps from the start to now, on a scale that does not creep", () => {
    const drawing = powerDrawing({
      startMs: 0,
      nowMs: 20 * MIN,
      plan: null,
      stretches: [
        { fromMs: 0, toMs: 10 * MIN, powerW: 11_000 },
        { fromMs: 10 * MIN, toMs: 20 * MIN, powerW: 5_500 },
      ],
    });
    expect(drawing).toMatchObject({
      topW: 11_000,
      nowX: 600,
      planned: "",
      line: "M0 0L300 0L300 60L600 60",
      area: "M0 0L300 0L300 60L600 60L600 120L0 120Z",
    });
  });

  it("goes on with what is planned after now", () => {
    const drawing = powerDrawing({
      startMs: 0,
      nowMs: 10 * MIN,
      stretches: [{ fromMs: 0, toMs: 10 * MIN, powerW: 11_000 }],
      plan: { times: [5 * MIN, 15 * MIN], endsAt: 20 * MIN, powerW: [0, 11_000] },
    });
    expect(drawing.planned).toBe("M300 120L450 120L450 0L600 0");
    expect(drawing.endMs).toBe(20 * MIN);
  });

  it("is empty, and no division by nothing, before the first reading", () => {
    const drawing = powerDrawing({ startMs: 0, nowMs: 0, stretches: [], plan: null });
    expect(drawing).toMatchObject({ line: "", area: "", nowX: 0 });
  });
});
