import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MICRO } from "@/core/money/quantity";
import { billingPeriodOf } from "./billing-period";
import { exampleCharges, isExampleUse } from "./example-month";

const ZONE = "Europe/Stockholm";
const month = billingPeriodOf("2026-12", ZONE);

describe("the example month", () => {
  it("has the energy that was asked for, whatever it is, and every charge within it", () => {
    const uses = fc.record({
      kwhPerMonth: fc.integer({ min: 10, max: 1500 }),
      fastPercent: fc.integer({ min: 0, max: 100 }),
    });
    fc.assert(
      fc.property(uses, (use) => {
        const charges = exampleCharges(use, month, ZONE);
        const energy = charges.reduce((sum, one) => sum + one.energy, 0n);
        expect(energy).toBe(BigInt(use.kwhPerMonth) * MICRO);
        for (const { at, energy: own } of charges) {
          expect(own).toBeGreaterThan(0n);
          expect(Temporal.Instant.compare(month.start, at)).toBeLessThanOrEqual(0);
          expect(Temporal.Instant.compare(at, month.end)).toBeLessThan(0);
        }
      }),
    );
  });
  it("charges as people do: in the evening where it is slow, by day where it is fast", () => {
    const charges = exampleCharges({ kwhPerMonth: 150, fastPercent: 23 }, month, ZONE);
    const hours = charges.map(({ at, isFast }) => [isFast, at.toZonedDateTimeISO(ZONE).hour]);
    expect(hours.filter(([isFast]) => isFast)).toEqual([[true, 12]]);
    expect(hours.filter(([isFast]) => !isFast)).toHaveLength(6);
    expect(hours.every(([isFast, hour]) => isFast || hour === 18)).toBe(true);
  });
  it("takes no use that no car has", () => {
    expect(isExampleUse({ kwhPerMonth: 150, fastPercent: 20 })).toBe(true);
    expect(isExampleUse({ kwhPerMonth: 0, fastPercent: 20 })).toBe(false);
    expect(isExampleUse({ kwhPerMonth: 150, fastPercent: 101 })).toBe(false);
    expect(isExampleUse({ kwhPerMonth: 150.5, fastPercent: 1 })).toBe(false);
  });
});
