import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  chargeAtOnce,
  type ChargeProblem,
  type ChargeSlot,
  energyBySlot,
  planCharge,
  WH,
} from "./plan-charge";

const HOUR = 3_600_000;

/** Hours from 0 on, each with what it costs in whole units and, if not 10 kW, what it gives. */
function hours(...list: readonly { price?: number | null; carbon?: number; kw?: number }[]) {
  return list.map(({ price = 1, carbon = 1, kw = 10 }, index): ChargeSlot => ({
    startMs: index * HOUR,
    endMs: (index + 1) * HOUR,
    availableW: kw * 1_000,
    priceMicro: price === null ? null : BigInt(price),
    marketMicro: null,
    carbonMicro: BigInt(carbon),
  }));
}

const problem = (slots: readonly ChargeSlot[], change: Partial<ChargeProblem> = {}) => ({
  slots,
  minW: 1_380,
  needWh: 10_000,
  isDepartureKnown: true,
  style: "CHEAP" as const,
  ...change,
});

describe("one session planned by itself", () => {
  it("charges in the cheapest hours, and says when it is ready", () => {
    const slots = hours({ price: 3 }, { price: 1 }, { price: 2 }, { price: 3 });
    expect(planCharge(problem(slots, { needWh: 15_000 }))).toEqual({
      // Half of the dearer hour, next to the cheap one.
      stretches: [{ startMs: HOUR, endMs: 2.5 * HOUR, powerW: 10_000 }],
      deliveredWh: 15_000,
      shortfallWh: 0,
      readyMs: 2.5 * HOUR,
    });
  });

  it("uses the end of an hour where the charge goes on after it", () => {
    const slots = hours({ price: 2 }, { price: 1 }, { price: 3 });
    expect(planCharge(problem(slots, { needWh: 12_500 })).stretches).toEqual([
      { startMs: 0.75 * HOUR, endMs: 2 * HOUR, powerW: 10_000 },
    ]);
  });

  it("follows carbon for GREEN, and the clock for FAST, REGULAR and an unknown departure", () => {
    const slots = hours({ price: 3, carbon: 2 }, { price: 1, carbon: 3 }, { price: 2, carbon: 1 });
    const startOf = (change: Partial<ChargeProblem>) =>
      planCharge(problem(slots, change)).stretches[0]?.startMs;
    expect(startOf({ style: "CHEAP" })).toBe(HOUR);
    expect(startOf({ style: "GREEN" })).toBe(2 * HOUR);
    expect(startOf({ style: "FAST" })).toBe(0);
    expect(startOf({ style: "REGULAR" })).toBe(0);
    expect(startOf({ style: "CHEAP", isDepartureKnown: false })).toBe(0);
  });

  it("takes the market's price where the driver's own is the same, and an unknown one last", () => {
    const [a, b, c] = hours({}, {}, { price: null });
    if (!a || !b || !c) throw new Error("three hours");
    const slots = [{ ...a, marketMicro: 5n }, { ...b, marketMicro: -2n }, c];
    expect(planCharge(problem(slots)).stretches[0]?.startMs).toBe(HOUR);
    const all = planCharge(problem(slots, { needWh: 20_000 }));
    expect(all.stretches).toEqual([{ startMs: 0, endMs: 2 * HOUR, powerW: 10_000 }]);
  });

  it("says plainly what will be missing", () => {
    const course = planCharge(problem(hours({}, {}), { needWh: 60_000 }));
    expect(course).toMatchObject({ deliveredWh: 20_000, shortfallWh: 40_000, readyMs: null });
    const open = planCharge(problem(hours({}, {}), { needWh: null }));
    expect(open).toMatchObject({ deliveredWh: 20_000, shortfallWh: 0, readyMs: null });
  });

  it("leaves out hours that give less than the car takes at least", () => {
    const slots = hours({ price: 1, kw: 1 }, { price: 5 });
    expect(planCharge(problem(slots, { needWh: 5_000 })).stretches).toEqual([
      { startMs: HOUR, endMs: 1.5 * HOUR, powerW: 10_000 },
    ]);
  });
});

const arbitrary = fc.record({
  slots: fc
    .array(
      fc.record({
        price: fc.integer({ min: -3, max: 6 }),
        carbon: fc.integer({ min: 0, max: 5 }),
        kw: fc.integer({ min: 0, max: 4 }),
      }),
      { minLength: 1, maxLength: 5 },
    )
    .map((list) => hours(...list)),
  needWh: fc.integer({ min: 0, max: 14 }).map((kwh) => kwh * 1_000),
  minW: fc.constantFrom(0, 2_000),
  style: fc.constantFrom("CHEAP" as const, "GREEN" as const, "FAST" as const),
});

const costOf = (slots: readonly ChargeSlot[], energy: readonly number[], style: string) =>
  energy.reduce((sum, wh, index) => {
    const slot = slots[index];
    if (!slot) return sum;
    if (style === "FAST") return sum + wh * (slot.startMs / HOUR);
    return sum + wh * Number((style === "CHEAP" ? slot.priceMicro : slot.carbonMicro) ?? 0n);
  }, 0);

/** Every way to take whole kWh in each hour; an hour below the car's least gives nothing. */
function everyWay({ slots, minW }: ChargeProblem): number[][] {
  let ways: number[][] = [[]];
  for (const { availableW } of slots) {
    const most = availableW >= Math.max(1, minW) ? availableW / 1_000 : 0;
    const kwh = Array.from({ length: most + 1 }, (_, count) => count * 1_000);
    ways = ways.flatMap((way) => kwh.map((wh) => [...way, wh]));
  }
  return ways;
}

const sum = (list: readonly number[]) => list.reduce((a, b) => a + b, 0);

describe("against every other way to charge", () => {
  it("delivers the most, and of those that do it is the cheapest, cleanest or earliest", () => {
    fc.assert(
      fc.property(arbitrary, (input) => {
        const ask = { ...input, isDepartureKnown: true };
        const course = planCharge(ask);
        const energy = energyBySlot(course, ask.slots).map((wms) => wms / WH);
        const ways = everyWay(ask).filter((way) => sum(way) <= ask.needWh);
        const most = Math.max(...ways.map(sum));
        const best = Math.min(
          ...ways
            .filter((way) => sum(way) === most)
            .map((way) => costOf(ask.slots, way, ask.style)),
        );
        expect(sum(energy)).toBeCloseTo(most, 1);
        expect(costOf(ask.slots, energy, ask.style)).toBeCloseTo(best, 0);
        expect(course.deliveredWh + course.shortfallWh).toBe(ask.needWh);
      }),
      { numRuns: 300 },
    );
  });

  it("never draws outside its slots, more than they give, or less than the car takes", () => {
    fc.assert(
      fc.property(arbitrary, (input) => {
        const ask = { ...input, isDepartureKnown: true };
        for (const course of [planCharge(ask), chargeAtOnce(ask)]) {
          let before = 0;
          for (const { startMs, endMs, powerW } of course.stretches) {
            const slots = ask.slots.filter((slot) => slot.startMs < endMs && slot.endMs > startMs);
            expect(slots.every(({ availableW }) => availableW === powerW)).toBe(true);
            expect(powerW).toBeGreaterThanOrEqual(Math.max(1, ask.minW));
            expect(startMs).toBeGreaterThanOrEqual(before);
            expect(endMs).toBeGreaterThan(startMs);
            before = endMs;
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});
