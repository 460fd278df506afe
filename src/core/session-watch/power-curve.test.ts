import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type MeterPoint, powerCurve } from "./power-curve";

const START = Temporal.Instant.from("2026-11-02T11:00:00Z");
const at = (seconds: number) => START.add({ seconds });
const reading = (seconds: number, kwh: number, powerW: number | null = null): MeterPoint => ({
  at: at(seconds),
  energyMicroKwh: BigInt(Math.round(kwh * 1_000_000)),
  powerW,
});

describe("the power of a charge", () => {
  it("is the energy between two readings over the time between them", () => {
    expect(
      powerCurve(START, [reading(600, 1.8), reading(1_200, 3.6), reading(1_800, 3.6)]).map(
        ({ powerW }) => powerW,
      ),
    ).toEqual([10_800, 10_800, 0]);
  });

  it("is what the operator states, where it does", () => {
    expect(powerCurve(START, [reading(120, 0.3, 11_000)])).toEqual([
      {
        fromMs: START.epochMilliseconds,
        toMs: at(120).epochMilliseconds,
        powerW: 11_000,
      },
    ]);
  });

  it("is the meter's where the operator was silent for long: what it states then is of the end alone", () => {
    expect(powerCurve(START, [reading(1_800, 5.5, 0)])[0]?.powerW).toBe(11_000);
  });

  it("does not jump where two readings come within seconds, and never falls below zero", () => {
    const curve = powerCurve(START, [reading(600, 1.8), reading(602, 1.9), reading(1_200, 3.6)]);
    expect(curve.map(({ powerW }) => powerW)).toEqual([10_800, 10_800]);
    expect(powerCurve(START, [reading(600, 2), reading(1_200, 1)]).at(-1)?.powerW).toBe(0);
  });

  it("keeps its energy and its ends when it is drawn with fewer stretches", () => {
    const points = fc.array(
      fc.tuple(fc.integer({ min: 30, max: 900 }), fc.integer({ min: 0, max: 3 })),
      {
        minLength: 1,
        maxLength: 80,
      },
    );
    fc.assert(
      fc.property(points, (steps) => {
        let [seconds, kwh] = [0, 0];
        const readings = steps.map(([more, gained]) => {
          seconds += more;
          kwh += gained;
          return reading(seconds, kwh);
        });
        const energyOf = (curve: ReturnType<typeof powerCurve>) =>
          curve.reduce((sum, one) => sum + one.powerW * (one.toMs - one.fromMs), 0) / 3_600_000;
        const [fine, coarse] = [powerCurve(START, readings, 500), powerCurve(START, readings, 10)];
        expect(coarse.length).toBeLessThanOrEqual(10);
        // Each join rounds to a watt.
        expect(Math.abs(energyOf(fine) - energyOf(coarse))).toBeLessThan(80 * 25);
        expect(coarse[0]?.fromMs).toBe(fine[0]?.fromMs);
        expect(coarse.at(-1)?.toMs).toBe(fine.at(-1)?.toMs);
      }),
    );
  });
});
