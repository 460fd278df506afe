import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { compareRational } from "@/core/money/quantity";
import type { ChargingPeriod } from "@/core/roaming/cdr";
import type {
  Tariff,
  TariffDimension,
  TariffElement,
  TariffRestrictions,
} from "@/core/roaming/tariff";

import { tariff } from "./build.fixture";
import { priceCdr } from "./price-cdr";
import { segmentCharge } from "./segment-charge";
import { energyAt, risingPoints, slopeAt, type EnergySample } from "./segment-curve";

const MINUTE_MS = 60_000;
const SECOND_MS = 1_000;

// Evenings before the clock goes back, before it goes forward, and one of no meaning.
const start = fc
  .tuple(
    fc.constantFrom("2026-10-24T22:00:00Z", "2026-03-28T23:00:00Z", "2026-06-12T15:00:00Z"),
    fc.integer({ min: 0, max: 300 }),
  )
  .map(([day, minutes]) => Temporal.Instant.from(day).add({ minutes }));

// Whole 10⁻⁶ kWh a second, and bounds that each of them meets on a whole second: so a splitting by
// seconds is exact.
const part = fc.record({
  minutes: fc.integer({ min: 1, max: 50 }),
  perSecond: fc.constantFrom(0n, 1_000n, 2_000n, 3_000n, 5_000n, -1_000n),
});
const parts = fc.array(part, { minLength: 1, maxLength: 4 });
const bound = fc.integer({ min: 1, max: 40 }).map((count) => BigInt(count) * 600_000n);

const restriction: fc.Arbitrary<TariffRestrictions> = fc.record(
  {
    dayOfWeek: fc.constantFrom([], ["SATURDAY" as const], ["SUNDAY" as const, "FRIDAY" as const]),
    startTime: fc.constantFrom("00:00", "01:30", "02:00", "02:30", "17:00", "23:00"),
    endTime: fc.constantFrom("00:00", "02:30", "03:00", "04:10", "18:30"),
    startDate: fc.constantFrom("2026-03-29", "2026-10-25"),
    minKwh: bound,
    maxKwh: bound,
    minDuration: fc.integer({ min: 0, max: 7_000 }),
    maxDuration: fc.integer({ min: 1, max: 7_000 }),
    maxPower: fc.constantFrom(5_000_000n, 9_000_000n),
    minPower: fc.constantFrom(3_600_000n, 10_000_000n),
  },
  { requiredKeys: ["dayOfWeek"] },
);
const component = fc.record({
  type: fc.constantFrom<TariffDimension>("ENERGY", "TIME", "PARKING_TIME", "FLAT"),
  price: fc.bigInt({ min: 0n, max: 20_000_000n }),
  stepSize: fc.constantFrom(1, 60, 900),
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
const anyTariff = fc.array(element, { minLength: 1, maxLength: 5 }).map((all) => tariff(all));

type Part = { readonly minutes: number; readonly perSecond: bigint };

function readingsOf(startAt: Temporal.Instant, all: readonly Part[]): EnergySample[] {
  const samples: EnergySample[] = [{ at: startAt, energy: 900_000_000n }];
  for (const { minutes, perSecond } of all) {
    const { at, energy } = samples.at(-1) ?? { at: startAt, energy: 0n };
    const risen = energy + perSecond * 60n * BigInt(minutes);
    samples.push({ at: at.add({ minutes }), energy: risen });
  }
  return samples;
}

function charge(startAt: Temporal.Instant, all: readonly Part[], by: Tariff) {
  const energy = readingsOf(startAt, all);
  const endDateTime = energy.at(-1)?.at ?? startAt;
  const timeZone = "Europe/Stockholm";
  const common = { startDateTime: startAt, endDateTime, tariffs: [by], timeZone };
  const outcome = segmentCharge({ curve: { energy, power: "estimated" }, ...common });
  if (!outcome.ok) throw new Error(outcome.reason.code);
  const price = (chargingPeriods: readonly ChargingPeriod[]) => {
    const cdr = { startDateTime: startAt, endDateTime, currency: "EUR", chargingPeriods };
    const priced = priceCdr({ cdr, tariffs: [by], timeZone });
    if (!priced.ok || priced.value.net === null) throw new Error("unpriceable");
    return { net: priced.value.net, notes: priced.value.notes.map(({ code }) => code) };
  };
  return { energy, endDateTime, price, ...outcome.value };
}

/** One period a second, whatever the tariff says. */
function bySeconds(samples: readonly EnergySample[]): ChargingPeriod[] {
  const points = risingPoints(samples);
  const periods: ChargingPeriod[] = [];
  const endMs = points.at(-1)?.ms ?? 0;
  for (let ms = points[0]?.ms ?? 0; ms < endMs; ms += SECOND_MS) {
    const energy = energyAt(points, ms + SECOND_MS) - energyAt(points, ms);
    const power = slopeAt(points, ms);
    periods.push({
      startDateTime: Temporal.Instant.fromEpochMilliseconds(ms),
      dimensions: [
        { type: "ENERGY", volume: energy },
        { type: energy > 0n ? "TIME" : "PARKING_TIME", volume: 278n },
        { type: "MIN_POWER", volume: power },
        { type: "MAX_POWER", volume: power },
      ],
    });
  }
  return periods;
}

describe("a segmented charge", () => {
  it("costs what one period a second costs, in nights when clocks change, too", () => {
    fc.assert(
      fc.property(start, parts, anyTariff, (startAt, all, by) => {
        const { price, chargingPeriods, energy } = charge(startAt, all, by);
        const [ours, fine] = [price(chargingPeriods), price(bySeconds(energy))];
        expect(compareRational(ours.net, fine.net)).toBe(0);
      }),
      { numRuns: 150 },
    );
  });

  it("has the curve's energy and the clock's time, and no period that spans a change of price", () => {
    fc.assert(
      fc.property(start, parts, anyTariff, (startAt, all, by) => {
        const { price, chargingPeriods, totalEnergy, endDateTime } = charge(startAt, all, by);
        const sum = (...types: readonly string[]) =>
          chargingPeriods
            .flatMap(({ dimensions }) => dimensions)
            .reduce(
              (total, { type, volume }) => (types.includes(type) ? total + volume : total),
              0n,
            );
        const rises = all.filter(({ perSecond }) => perSecond > 0n);
        const risen = rises.reduce(
          (total, { minutes, perSecond }) => total + perSecond * 60n * BigInt(minutes),
          0n,
        );
        expect(sum("ENERGY")).toBe(risen);
        expect(totalEnergy).toBe(risen);
        const lasted = BigInt(endDateTime.since(startAt).total("milliseconds"));
        expect(sum("TIME", "PARKING_TIME")).toBe((lasted * 10n + 18n) / 36n);
        expect(price(chargingPeriods).notes).not.toContain("period-spans-price-change");
      }),
    );
  });

  it("is split no finer than need be: neighbours differ in state or in what prices them", () => {
    fc.assert(
      fc.property(start, parts, anyTariff, (startAt, all, by) => {
        const { segments } = charge(startAt, all, by);
        for (const [index, { isCharging, active, startMs, endMs }] of segments.entries()) {
          expect(endMs).toBeGreaterThan(startMs);
          const before = segments[index - 1];
          if (before === undefined) continue;
          expect(before.endMs).toBe(startMs);
          expect([before.isCharging, before.active]).not.toEqual([isCharging, active]);
        }
      }),
    );
  });

  it("stays the same when readings are added on its line", () => {
    fc.assert(
      fc.property(start, parts, anyTariff, (startAt, all, by) => {
        const minutes = all.flatMap(({ minutes: count, perSecond }) =>
          Array.from({ length: count }, () => ({ minutes: 1, perSecond })),
        );
        const { chargingPeriods } = charge(startAt, minutes, by);
        expect(chargingPeriods).toEqual(charge(startAt, all, by).chargingPeriods);
      }),
      { numRuns: 60 },
    );
  });
});

const HOUR_MS = 60 * MINUTE_MS;

describe("a curve", () => {
  it("never falls, and reaches every energy between its ends", () => {
    fc.assert(
      fc.property(
        start,
        parts,
        fc.integer({ min: -HOUR_MS, max: 4 * HOUR_MS }),
        (at, all, offset) => {
          const points = risingPoints(readingsOf(at, all));
          const ms = at.epochMilliseconds + offset;
          expect(energyAt(points, ms)).toBeLessThanOrEqual(energyAt(points, ms + 1));
        },
      ),
    );
  });
});
