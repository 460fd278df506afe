import fc from "fast-check";
import { describe, expect, it } from "vitest";

import type { Rational } from "@/core/money/quantity";
import { RATE_WHOLE, addRational, compareRational, multiplyRational } from "@/core/money/quantity";
import type { ChargingPeriod } from "@/core/roaming/cdr";
import { fromJson, toJson } from "@/core/roaming/json";
import type {
  PriceComponent,
  Tariff,
  TariffDimension,
  TariffElement,
  TariffRestrictions,
} from "@/core/roaming/tariff";

import { cdr, tariff } from "./build.fixture";
import { priceCdr } from "./price-cdr";
import type { PriceCdrInput, PriceableCdr } from "./price-input";
import type { PricedCdr } from "./priced-cdr";
import { AMOUNT_SCALE } from "./priced-cdr";
import { encodePricedCdr } from "./stored-price";
import { netOf } from "./totals";

const START = Temporal.Instant.from("2026-10-24T18:00:00Z");
const DIMENSIONS = ["ENERGY", "TIME", "PARKING_TIME", "FLAT"] as const;
const timeZone = "Europe/Stockholm";

const restriction: fc.Arbitrary<TariffRestrictions> = fc.record(
  {
    dayOfWeek: fc.constantFrom([], ["SATURDAY" as const], ["SUNDAY" as const]),
    startTime: fc.constantFrom("02:00", "17:00", "22:00"),
    endTime: fc.constantFrom("00:00", "03:00", "06:00"),
    minKwh: fc.bigInt({ min: 0n, max: 40_000_000n }),
    maxPower: fc.bigInt({ min: 0n, max: 50_000_000n }),
    maxDuration: fc.integer({ min: 0, max: 40_000 }),
  },
  { requiredKeys: ["dayOfWeek"] },
);
const componentOf = (type: TariffDimension): fc.Arbitrary<PriceComponent> =>
  fc.record({
    type: fc.constant(type),
    price: fc.bigInt({ min: 0n, max: 20_000_000n }),
    vat: fc.constantFrom(undefined, 0, 60_000, 250_000),
    stepSize: fc.constantFrom(0, 1, 60, 300, 900),
  });
/** Elements of one dimension each, so that those of different dimensions have nothing to do with each other. */
const elementOf = (type: TariffDimension): fc.Arbitrary<TariffElement> =>
  fc.record(
    { priceComponents: componentOf(type).map((one) => [one]), restrictions: restriction },
    { requiredKeys: ["priceComponents"] },
  );
const elements = fc.array(fc.constantFrom(...DIMENSIONS).chain(elementOf), {
  minLength: 1,
  maxLength: 8,
});
const anyTariff: fc.Arbitrary<Tariff> = fc
  .record({ list: elements, taxIncluded: fc.constantFrom("YES" as const, "N/A" as const, null) })
  .map(({ list, taxIncluded }) => tariff(list, { taxIncluded }));
const volumeOf = fc.record({
  minutes: fc.integer({ min: 1, max: 300 }),
  energy: fc.bigInt({ min: -1_000_000n, max: 60_000_000n }),
  time: fc.bigInt({ min: 0n, max: 5_000_000n }),
  parking: fc.bigInt({ min: 0n, max: 3_000_000n }),
  power: fc.bigInt({ min: 0n, max: 100_000_000n }),
});
const charge: fc.Arbitrary<PriceableCdr> = fc
  .array(volumeOf, { minLength: 1, maxLength: 6 })
  .map((parts) => {
    let at = START;
    const periods = parts.map(({ minutes, energy, time, parking, power }): ChargingPeriod => {
      const startDateTime = at;
      at = at.add({ minutes });
      const dimensions = [
        { type: "ENERGY", volume: energy },
        { type: "TIME", volume: time },
        { type: "PARKING_TIME", volume: parking },
        { type: "MAX_POWER", volume: power },
      ];
      return { startDateTime, dimensions };
    });
    return cdr(at.toString(), periods);
  });

function priceOf(input: Omit<PriceCdrInput, "timeZone">): PricedCdr {
  const outcome = priceCdr({ ...input, timeZone });
  if (!outcome.ok) throw new Error(outcome.reason.code);
  return outcome.value;
}

const bytesOf = (priced: PricedCdr) => JSON.stringify(encodePricedCdr(priced));
const anew = <T>(value: T) => fromJson(toJson(value)) as T;
const isEqual = (a: Rational | null, b: Rational | null) =>
  a === null || b === null ? a === b : compareRational(a, b) === 0;

describe("any price", () => {
  it("is the same to the byte when it is made again, of the same objects or of copies", () => {
    fc.assert(
      fc.property(charge, anyTariff, (one, by) => {
        const first = bytesOf(priceOf({ cdr: one, tariffs: [by] }));
        expect(bytesOf(priceOf({ cdr: one, tariffs: [by] }))).toBe(first);
        expect(bytesOf(priceOf({ cdr: anew(one), tariffs: [anew(by)] }))).toBe(first);
      }),
      { numRuns: 200 },
    );
  });

  it("is before taxes, plus the tax of each rate, what it is after taxes", () => {
    fc.assert(
      fc.property(charge, anyTariff, (one, by) => {
        const { net, gross, lines, taxTotals } = priceOf({ cdr: one, tariffs: [by] });
        let sum: Rational | null = net;
        for (const total of taxTotals) {
          if (total.net === null || total.gross === null) return;
          const rate = total.tax.kind === "rate" ? total.tax.rate : 0;
          const share = { n: BigInt(rate), d: BigInt(RATE_WHOLE) };
          const tax = multiplyRational(total.net, share);
          expect(isEqual(addRational(total.net, tax), total.gross)).toBe(true);
          sum = sum && addRational(sum, tax);
        }
        expect(isEqual(sum, gross)).toBe(true);
        const byLine = lines.reduce<Rational>(
          (total, { amount, basis, tax }) =>
            addRational(total, netOf({ n: amount, d: AMOUNT_SCALE }, basis, tax) ?? total),
          { n: 0n, d: 1n },
        );
        expect(isEqual(byLine, net)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it("does not depend on the order of elements that price different dimensions", () => {
    fc.assert(
      fc.property(charge, anyTariff, fc.infiniteStream(fc.nat()), (one, by, order) => {
        const priceIn = (list: readonly TariffElement[]) =>
          priceOf({ cdr: one, tariffs: [{ ...by, elements: list }] });
        const shuffled = interleaved(by.elements, order);
        const [first, second] = [priceIn(by.elements), priceIn(shuffled)];
        expect(isEqual(first.net, second.net)).toBe(true);
        expect(isEqual(first.gross, second.gross)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it("does not depend on the order of elements of which only one can hold", () => {
    const hours = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, "0"));
    const prices = fc.array(componentOf("ENERGY"), { minLength: 24, maxLength: 24 });
    fc.assert(
      fc.property(charge, prices, (one, components) => {
        const list = components.map((component, hour) => ({
          priceComponents: [{ ...component, stepSize: 1 }],
          restrictions: {
            dayOfWeek: [],
            startTime: `${hours[hour]}:00`,
            endTime: `${hours[(hour + 1) % 24]}:00`,
          },
        }));
        const forward = priceOf({ cdr: one, tariffs: [tariff(list)] });
        const backward = priceOf({ cdr: one, tariffs: [tariff(list.toReversed())] });
        expect(isEqual(forward.net, backward.net)).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  it("is as exact beyond what a double holds: prices times k cost k times as much", () => {
    fc.assert(
      fc.property(charge, anyTariff, fc.bigInt({ min: 1n, max: 10n ** 15n }), (one, by, k) => {
        const scaled = by.elements.map((element) => ({
          ...element,
          priceComponents: element.priceComponents.map((component) => ({
            ...component,
            price: component.price * k,
          })),
        }));
        const small = priceOf({ cdr: one, tariffs: [by] });
        const large = priceOf({ cdr: one, tariffs: [{ ...by, elements: scaled }] });
        for (const side of ["net", "gross"] as const) {
          const expected = small[side] && multiplyRational(small[side], { n: k, d: 1n });
          expect(isEqual(large[side], expected)).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });
});

/** The elements in another order, those of one dimension among themselves as they were. */
function interleaved(list: readonly TariffElement[], order: Iterator<number>): TariffElement[] {
  const rest = DIMENSIONS.map((dimension) =>
    list.filter((element) => element.priceComponents[0]?.type === dimension),
  );
  const mixed: TariffElement[] = [];
  while (mixed.length < list.length) {
    const open = rest.filter((one) => one.length > 0);
    const next = open[Number(order.next().value) % open.length]?.shift();
    if (next !== undefined) mixed.push(next);
  }
  return mixed;
}
