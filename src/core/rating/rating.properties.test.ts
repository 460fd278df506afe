import fc from "fast-check";
import { describe, expect, it } from "vitest";

import type { Rational } from "@/core/money/quantity";
import { addRational, compareRational, micro, multiplyRational } from "@/core/money/quantity";
import type { ChargingPeriod } from "@/core/roaming/cdr";
import type {
  Tariff,
  TariffDimension,
  TariffElement,
  TariffRestrictions,
} from "@/core/roaming/tariff";

import { cdr, tariff } from "./build.fixture";
import { explainCdr, residueOf, sumLines } from "./explain";
import { priceCdr } from "./price-cdr";
import type { PricedCdr } from "./priced-cdr";
import { AMOUNT_SCALE } from "./priced-cdr";
import { DEFAULT_POLICY } from "./rating-policy";
import { priceRetail } from "./retail";
import type { RetailInput } from "./retail-price";
import { netOf } from "./totals";

const START_MS = Temporal.Instant.from("2026-10-24T18:00:00Z").epochMilliseconds;
const SLOT_MS = 18_000;
// 18 seconds are 0.005 h: the shortest time that four decimals of an hour state exactly.
const SLOT_HOURS = 5_000n;
const timeZone = "Europe/Stockholm";

const restriction: fc.Arbitrary<TariffRestrictions> = fc.record(
  {
    dayOfWeek: fc.constantFrom([], ["SATURDAY" as const], ["SUNDAY" as const]),
    startTime: fc.constantFrom("02:00", "17:00", "22:00"),
    endTime: fc.constantFrom("00:00", "03:00", "06:00"),
    minKwh: fc.bigInt({ min: 0n, max: 40_000_000n }),
    maxDuration: fc.integer({ min: 0, max: 40_000 }),
  },
  { requiredKeys: ["dayOfWeek"] },
);
const rate = fc.constantFrom(undefined, 0, 60_000, 250_000);
const component = fc.record({
  type: fc.constantFrom<TariffDimension>("ENERGY", "TIME", "PARKING_TIME", "FLAT"),
  price: fc.bigInt({ min: 0n, max: 20_000_000n }),
  vat: rate,
  stepSize: fc.constantFrom(0, 1, 60, 300, 900),
});
const element: fc.Arbitrary<TariffElement> = fc.record(
  {
    priceComponents: fc.uniqueArray(component, {
      minLength: 1,
      maxLength: 4,
      selector: ({ type }) => type,
    }),
    restrictions: restriction,
  },
  { requiredKeys: ["priceComponents"] },
);
const limits = fc.record(
  {
    minPrice: fc.constant({ beforeTaxes: micro("30"), afterTaxes: micro("37.5") }),
    maxPrice: fc.constant({ beforeTaxes: micro("60"), afterTaxes: micro("75") }),
  },
  { requiredKeys: [] },
);
const anyTariff: fc.Arbitrary<Tariff> = fc
  .record({
    elements: fc.array(element, { minLength: 1, maxLength: 5 }),
    taxIncluded: fc.constantFrom("YES" as const, "N/A" as const, null),
    limit: limits,
  })
  .map(({ elements, taxIncluded, limit }) => tariff(elements, { taxIncluded, ...limit }));

type Slot = { slots: number; energy: bigint; isParking: boolean };
const slots = fc.array(
  fc.record({
    slots: fc.integer({ min: 1, max: 600 }),
    energy: fc.bigInt({ min: 0n, max: 30_000_000n }),
    isParking: fc.boolean(),
  }),
  { minLength: 1, maxLength: 6 },
);

function chargeOf(parts: readonly Slot[]) {
  let atMs = START_MS;
  const periods: ChargingPeriod[] = parts.map(({ slots: count, energy, isParking }) => {
    const startDateTime = Temporal.Instant.fromEpochMilliseconds(atMs);
    atMs += count * SLOT_MS;
    const time = { type: isParking ? "PARKING_TIME" : "TIME", volume: BigInt(count) * SLOT_HOURS };
    return {
      startDateTime,
      dimensions: isParking ? [time] : [{ type: "ENERGY", volume: energy }, time],
    };
  });
  return cdr(Temporal.Instant.fromEpochMilliseconds(atMs).toString(), periods);
}

function price(parts: readonly Slot[], by: Tariff): PricedCdr | undefined {
  const outcome = priceCdr({ cdr: chargeOf(parts), tariffs: [by], timeZone });
  return outcome.ok ? outcome.value : undefined;
}

const unlimited = (by: Tariff): Tariff => ({ ...by, minPrice: undefined, maxPrice: undefined });
const unrestricted = (by: Tariff): Tariff => ({
  ...unlimited(by),
  elements: by.elements.map(({ priceComponents }) => ({ priceComponents })),
});
const isSame = (a: Rational | null, b: Rational | null) =>
  a !== null && b !== null && compareRational(a, b) === 0;

describe("a priced CDR", () => {
  it("is the exact sum of its lines, and so is its explanation, limits included", () => {
    fc.assert(
      fc.property(slots, anyTariff, (parts, by) => {
        const charge = chargeOf(parts);
        const outcome = priceCdr({ cdr: charge, tariffs: [by], timeZone });
        if (!outcome.ok) throw new Error(outcome.reason.code);
        const priced = outcome.value;
        const basis = by.taxIncluded === "YES" ? "gross" : "net";
        const lines = explainCdr({ cdr: charge, tariffs: [by], timeZone, priced });
        const total = priced[basis];
        expect(total !== null && residueOf(total, lines).n === 0n).toBe(true);
        for (const { item, amount } of lines)
          if (item.kind === "component") {
            const product = multiplyRational(item.quantity, { n: item.price, d: 1_000_000n });
            expect(isSame(product, amount)).toBe(true);
          }
        if (priced.limits.length > 0 || priced.net === null) return;
        const net = priced.lines.reduce<Rational>(
          (sum, line) => {
            const part = netOf({ n: line.amount, d: AMOUNT_SCALE }, line.basis, line.tax);
            return addRational(sum, part ?? { n: 0n, d: 1n });
          },
          { n: 0n, d: 1n },
        );
        expect(isSame(net, priced.net)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it("never gets cheaper by more energy in the last period", () => {
    fc.assert(
      fc.property(slots, anyTariff, fc.bigInt({ min: 0n, max: 10n ** 8n }), (parts, by, more) => {
        const last = parts.at(-1);
        if (last === undefined) return;
        const larger = [...parts.slice(0, -1), { ...last, energy: last.energy + more }];
        const before = price(parts, by)?.net;
        const after = price(larger, by)?.net;
        if (before && after) expect(compareRational(after, before)).not.toBe(-1);
      }),
      { numRuns: 300 },
    );
  });

  it("does not change when a period is split that one component prices", () => {
    fc.assert(
      fc.property(slots, anyTariff, fc.nat(), fc.nat(), (parts, by, at, cut) => {
        const steady = unrestricted(by);
        const index = at % parts.length;
        const whole = parts[index];
        if (whole === undefined || whole.slots < 2) return;
        const first = 1 + (cut % (whole.slots - 1));
        const share = (whole.energy * BigInt(first)) / BigInt(whole.slots);
        const split = parts.toSpliced(
          index,
          1,
          { ...whole, slots: first, energy: share },
          { ...whole, slots: whole.slots - first, energy: whole.energy - share },
        );
        const [one, two] = [price(parts, steady), price(split, steady)];
        const basis = by.taxIncluded === "YES" ? "gross" : "net";
        expect(isSame(one?.[basis] ?? null, two?.[basis] ?? null)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it("never bills less than was used, and never a whole step more of a unit", () => {
    fc.assert(
      fc.property(slots, anyTariff, (parts, by) => {
        const charge = chargeOf(parts);
        const input = { cdr: charge, tariffs: [unlimited(by)], timeZone };
        const stepped = priceCdr(input);
        const exact = priceCdr({ ...input, policy: { ...DEFAULT_POLICY, appliesStepSize: false } });
        if (!stepped.ok || !exact.ok) throw new Error("unpriceable");
        stepped.value.lines.forEach((line, index) => {
          const used = exact.value.lines[index]?.quantity ?? 0n;
          const { stepSize = 0 } =
            by.elements[line.elementIndex]?.priceComponents[line.componentIndex] ?? {};
          const units = BigInt(stepSize) * (line.dimension === "ENERGY" ? 1_000n : 10_000n);
          expect(line.quantity - used).toBe(line.stepAdded);
          expect(line.stepAdded === 0n || line.stepAdded < units).toBe(true);
        });
      }),
    );
  });
});

describe("a driver's price", () => {
  const money = fc.bigInt({ min: 0n, max: 200_000_000n });
  const costPlus = fc
    .record({
      parts: slots,
      net: money,
      percentage: fc.integer({ min: 0, max: 500_000 }),
      perKwh: fc.bigInt({ min: 0n, max: 5_000_000n }),
      perSession: fc.bigInt({ min: 0n, max: 10_000_000n }),
      maxPrice: fc.option(money, { nil: undefined }),
      vatRate: fc.constantFrom(0, 60_000, 210_000, 250_000),
      basis: fc.constantFrom("gross" as const, "net" as const),
      currency: fc.constantFrom("EUR", "JPY", "KWD"),
    })
    .map(({ parts, net, vatRate, basis, currency, ...markup }): RetailInput => {
      const cost = { net: { n: net, d: 1_000_000n }, currency };
      const charge = { ...chargeOf(parts), currency };
      return { mode: "cost-plus", cdr: charge, timeZone, basis, currency, cost, markup, vatRate };
    });
  const ownTariff = fc
    .record({ parts: slots, by: anyTariff, vatRate: fc.constantFrom(null, 210_000) })
    .map(({ parts, by, vatRate }): RetailInput => {
      const basis = by.taxIncluded === "YES" ? "gross" : "net";
      const charge = chargeOf(parts);
      return {
        mode: "own-tariff",
        cdr: charge,
        timeZone,
        basis,
        currency: "EUR",
        tariff: by,
        vatRate,
      };
    });
  const PER_UNIT: Record<string, bigint> = { EUR: 100n, JPY: 1n, KWD: 1000n };

  it("is its lines, summed exactly and rounded once: net and VAT are always the gross", () => {
    let priced = 0;
    fc.assert(
      fc.property(fc.oneof(costPlus, ownTariff), (input) => {
        const outcome = priceRetail(input);
        if (!outcome.ok) {
          expect(outcome.reason.code).toBe("vat-unknown");
          return;
        }
        priced++;
        const { basis, currency, exact, lines, perRate, netMinor, vatMinor, grossMinor } =
          outcome.value;
        expect(lines.every((line) => line.basis === basis)).toBe(true);
        expect(isSame(sumLines(lines), exact)).toBe(true);
        for (const one of perRate) expect(one.netMinor + one.vatMinor).toBe(one.grossMinor);
        expect(netMinor + vatMinor).toBe(grossMinor);
        const rounded = basis === "gross" ? grossMinor : netMinor;
        const off = 2n * (rounded * exact.d - exact.n * (PER_UNIT[currency] ?? 0n));
        const most = exact.d * BigInt(Math.max(1, perRate.length));
        expect(off <= most && -off <= most).toBe(true);
      }),
      { numRuns: 500 },
    );
    // The property must not pass by refusing.
    expect(priced).toBeGreaterThan(250);
  });
});
