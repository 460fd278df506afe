import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { type ChargeEffect, NO_EFFECT, effectOnCharge, mergeEffects } from "./plan-effect";

const charge = (cdrId: string, beforeMinor: bigint, afterMinor: bigint): ChargeEffect => ({
  cdrId,
  driverName: "Astrid Lindqvist",
  place: "Slussen",
  servicedAt: "2026-10-02T11:00:00Z",
  timeZone: "Europe/Stockholm",
  currency: "SEK",
  beforeMinor,
  afterMinor,
});

describe("the effect of a plan", () => {
  it("counts and sums each charge once, however it is cut into parts", () => {
    const amounts = fc.array(fc.tuple(fc.bigInt(0n, 9_999n), fc.bigInt(0n, 9_999n)), {
      minLength: 1,
      maxLength: 60,
    });
    fc.assert(
      fc.property(amounts, fc.nat(60), (pairs, cut) => {
        const ones = pairs.map(([before, after], index) =>
          effectOnCharge(charge(String(index).padStart(3, "0"), before, after)),
        );
        const fold = (parts: typeof ones) => parts.reduce(mergeEffects, NO_EFFECT);
        const whole = fold(ones);
        expect(mergeEffects(fold(ones.slice(0, cut)), fold(ones.slice(cut)))).toEqual(whole);
        const [sek] = whole.currencies;
        expect((sek?.up ?? 0) + (sek?.down ?? 0) + (sek?.same ?? 0)).toBe(pairs.length);
        expect(sek?.beforeMinor).toBe(pairs.reduce((sum, [before]) => sum + before, 0n));
        expect(sek?.largest.length).toBeLessThanOrEqual(10);
      }),
    );
  });

  it("names the largest changes first, up or down, and none that stays the same", () => {
    const effect = [charge("a", 100n, 90n), charge("b", 100n, 100n), charge("c", 100n, 150n)]
      .map(effectOnCharge)
      .reduce(mergeEffects);
    expect(effect.currencies[0]?.largest.map(({ cdrId }) => cdrId)).toEqual(["c", "a"]);
  });
});
