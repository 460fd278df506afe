import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findGaps } from "./find-gaps";

const stretch = (fromMs: number, untilMs: number) => ({ fromMs, untilMs });

describe("what is not known", () => {
  it("is what lies before, between and after what is known", () => {
    const whole = stretch(0, 100);
    expect(findGaps(whole, [])).toEqual([whole]);
    expect(findGaps(whole, [stretch(60, 80), stretch(20, 40)])).toEqual([
      stretch(0, 20),
      stretch(40, 60),
      stretch(80, 100),
    ]);
    expect(findGaps(whole, [stretch(-50, 150)])).toEqual([]);
    expect(findGaps(whole, [stretch(200, 300)])).toEqual([whole]);
  });

  it("is each moment that is in no known stretch, and no other", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: -5, max: 25 }), fc.nat(10))), (runs) => {
        const known = runs.map(([from, length]) => stretch(from, from + length));
        const gaps = findGaps(stretch(0, 20), known);
        return Array.from({ length: 20 }, (_, at) => at).every((at) => {
          const holds = (one: { fromMs: number; untilMs: number }) =>
            one.fromMs <= at && at < one.untilMs;
          return known.some(holds) !== gaps.some(holds);
        });
      }),
    );
  });
});
