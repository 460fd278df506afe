import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { micro } from "@/core/money/quantity";
import { sumLines } from "@/core/rating/explain";
import { priceRetail } from "@/core/rating/retail";
import type { RetailInput } from "@/core/rating/retail-price";
import { applyBenefits } from "./apply-benefits";
import { leftOf, withUse, type BenefitsLeft } from "./benefits";
import { planOfDraft } from "./plan-draft";

const start = Temporal.Instant.from("2026-11-10T10:00:00Z");
const NOTHING: BenefitsLeft = { energy: 0n, starts: 0, idleCap: null };

/** Energy 4.00, start 5.00, 1.00 a minute after charging: 20 kWh in two periods and 45 minutes of staying. */
function ownTariff(kwh: readonly string[], idleMinutes: number): RetailInput {
  const own = {
    currency: "SEK",
    energy: micro("4"),
    windows: [],
    startFee: micro("5"),
    idlePerMinute: micro("1"),
  };
  const plan = planOfDraft(
    { mode: "own_tariff", basis: "gross", own },
    { party: { countryCode: "SE", partyId: "KVT" }, tariffId: "T", at: start },
  );
  if (plan.mode !== "own_tariff") throw new Error("an own tariff was asked for");
  const charging = kwh.map((volume, index) => ({
    startDateTime: start.add({ minutes: 30 * index }),
    dimensions: [{ type: "ENERGY" as const, volume: micro(volume) }],
  }));
  const idle = {
    startDateTime: start.add({ minutes: 30 * kwh.length }),
    dimensions: [
      { type: "PARKING_TIME" as const, volume: (BigInt(idleMinutes) * 1_000_000n) / 60n },
    ],
  };
  const minutes = 30 * kwh.length + idleMinutes;
  return {
    mode: "own-tariff",
    basis: "gross",
    currency: "SEK",
    timeZone: "Europe/Stockholm",
    vatRate: 250_000,
    tariff: plan.tariff,
    cdr: {
      currency: "SEK",
      startDateTime: start,
      endDateTime: start.add({ minutes }),
      chargingPeriods: idleMinutes > 0 ? [...charging, idle] : charging,
      totalEnergy: kwh.reduce((sum, one) => sum + micro(one), 0n),
    },
  };
}

function priceOf(request: RetailInput) {
  const price = priceRetail(request);
  if (!price.ok) throw new Error(JSON.stringify(price.reason));
  return price.value;
}

function benefited(request: RetailInput, left: Partial<BenefitsLeft>) {
  const outcome = applyBenefits(request, priceOf(request), { ...NOTHING, ...left });
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome.value;
}

describe("what a subscription takes off a charge by an own tariff", () => {
  const request = ownTariff(["12", "8"], 45);

  it("is the included energy, first come first free, and the rest costs the plan's price", () => {
    // 20 × 4.00 + 5.00 + 45 × 1.00 = 130.00; 15 kWh are included: −60.00.
    expect(priceOf(request).grossMinor).toBe(130_00n);
    const { price, use } = benefited(request, { energy: micro("15") });
    expect(price.grossMinor).toBe(70_00n);
    expect(use).toEqual({ includedMicroKwh: "15000000", startFees: 0, savedMinor: "6000" });
    expect(price.lines.at(-1)).toMatchObject({
      item: { kind: "included-energy", energy: micro("15") },
      amount: { n: expect.any(BigInt), d: expect.any(BigInt) },
    });
  });

  it("is the start fee once, and what staying costs above the cap", () => {
    const { price, use } = benefited(request, { starts: 3, idleCap: micro("30") });
    expect(price.grossMinor).toBe(130_00n - 5_00n - 15_00n);
    expect(use).toMatchObject({ startFees: 1, savedMinor: "2000" });
    expect(price.lines.slice(-2).map(({ item }) => item.kind)).toEqual(["free-start", "idle-cap"]);
  });

  it("takes no more energy than there is, and nothing where all is used up", () => {
    expect(benefited(request, { energy: micro("500") }).use?.includedMicroKwh).toBe("20000000");
    const before = priceOf(request);
    expect(benefited(request, {})).toEqual({ price: before, use: null });
  });

  it("uses nothing up where there is nothing to include", () => {
    const onlyStart = ownTariff(["0"], 5);
    expect(benefited(onlyStart, { energy: micro("10") }).use).toBeNull();
  });

  it("is rounded once for its rate of VAT, and its lines add up", () => {
    const odd = ownTariff(["3.333333"], 0);
    // 13.333332 + 5.00 − 1.111 × 4.00 = 13.889332 → 13.89; VAT of it 2.778 → 2.78.
    const { price } = benefited(odd, { energy: micro("1.111") });
    expect(price).toMatchObject({ grossMinor: 13_89n, vatMinor: 2_78n, netMinor: 11_11n });
    expect(sumLines(price.lines)).toEqual(price.exact);
  });
});

describe("what a subscription takes off a charge by cost plus", () => {
  const costPlus = (more: object = {}, parts: object = {}): RetailInput => {
    const { cdr } = ownTariff(["20"], 0);
    return {
      mode: "cost-plus",
      basis: "gross",
      currency: "SEK",
      timeZone: null,
      vatRate: 250_000,
      cdr,
      cost: {
        net: { n: 100n, d: 1n },
        currency: "SEK",
        energyNet: { n: 80n, d: 1n },
        flatNet: { n: 4n, d: 1n },
        parkingNet: { n: 16n, d: 1n },
        ...parts,
      },
      markup: { percentage: 100_000, perKwh: micro("0.5"), perSession: micro("2"), ...more },
    };
  };

  it("takes energy with its margin and VAT off", () => {
    // Gross: 100 × 1.25 × 1.10 + 20 × 0.50 + 2.00 = 149.50; energy 80 × 1.375 + 10.00 = 120.00, half of it included.
    expect(priceOf(costPlus()).grossMinor).toBe(149_50n);
    expect(benefited(costPlus(), { energy: micro("10") }).price.grossMinor).toBe(89_50n);
    // Start: 4 × 1.375 + 2.00 = 7.50; staying: 16 × 1.375 = 22.00, at most 10.00.
    expect(benefited(costPlus(), { starts: 1, idleCap: micro("10") }).price.grossMinor).toBe(
      149_50n - 7_50n - 12_00n,
    );
  });

  it("does not take off again what a price cap took off", () => {
    // Capped at 100.00, 49.50 less. Without the 60.00 of included energy it would be 89.50, below the cap.
    const capped = costPlus({ maxPrice: micro("100") });
    expect(benefited(capped, { energy: micro("10") }).price.grossMinor).toBe(89_50n);
  });

  it("takes the discounted price of what is included off", () => {
    const discounted = costPlus({ discount: { rate: 200_000, on: "all" } });
    expect(priceOf(discounted).grossMinor).toBe(119_60n);
    expect(benefited(discounted, { energy: micro("10") }).price.grossMinor).toBe(71_60n);
  });

  it("refuses a cost of which nobody states the parts", () => {
    const request = costPlus({}, { energyNet: undefined });
    const left = { ...NOTHING, energy: 1n };
    expect(applyBenefits(request, priceOf(request), left)).toEqual({
      ok: false,
      reason: "no-cost-parts",
    });
  });
});

describe("benefits, whatever is charged", () => {
  const amounts = fc.integer({ min: 0, max: 90_000_000 });

  it("never make a charge negative nor dearer, nor take more than is left", () => {
    fc.assert(
      fc.property(
        fc.record({
          volumes: fc.array(amounts, { minLength: 1, maxLength: 4 }),
          idle: fc.integer({ min: 0, max: 300 }),
          energy: amounts,
          starts: fc.integer({ min: 0, max: 2 }),
          cap: fc.option(amounts),
        }),
        ({ volumes, idle, energy, starts, cap }) => {
          const request = ownTariff(
            volumes.map((one) => `${Math.floor(one / 1e6)}.${String(one % 1e6).padStart(6, "0")}`),
            idle,
          );
          const before = priceOf(request);
          const left = {
            energy: BigInt(energy),
            starts,
            idleCap: cap === null ? null : BigInt(cap),
          };
          const { price, use } = benefited(request, left);
          expect(price.grossMinor >= 0n && price.grossMinor <= before.grossMinor).toBe(true);
          expect(price.netMinor + price.vatMinor).toBe(price.grossMinor);
          if (!use) return;
          expect(BigInt(use.includedMicroKwh) <= left.energy).toBe(true);
          expect(BigInt(use.savedMinor)).toBe(before.grossMinor - price.grossMinor);
          const allowance = {
            includedMicroKwh: left.energy,
            usedMicroKwh: 0n,
            includedStarts: starts,
            usedStarts: 0,
          };
          const after = withUse(allowance, use, 1);
          const rest = leftOf(after, null);
          expect(rest.energy >= 0n && rest.starts >= 0).toBe(true);
          expect(withUse(after, use, -1)).toEqual(allowance);
        },
      ),
    );
  });
});
