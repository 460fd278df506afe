import { describe, expect, it } from "vitest";
import { money } from "@/core/money/money";
import { buildSlots } from "./charge-slots";
import type { ChargeCourse, ChargeProblem, ChargeSlot } from "./plan-charge";
import { previewCharge } from "./preview-charge";

const HOUR = 3_600_000;
const slot = (hour: number, change: Partial<ChargeSlot> = {}): ChargeSlot => ({
  startMs: hour * HOUR,
  endMs: (hour + 1) * HOUR,
  availableW: 10_000,
  priceMicro: 2_000_000n,
  marketMicro: null,
  carbonMicro: null,
  ...change,
});
const problem = (slots: readonly ChargeSlot[], change: Partial<ChargeProblem> = {}) => ({
  slots,
  minW: 0,
  needWh: 10_000,
  isDepartureKnown: true,
  style: "CHEAP" as const,
  ...change,
});
/** 20 in the first hour, 10 later. */
const cheapLater = (course: ChargeCourse) =>
  money(course.stretches[0]?.startMs === 0 ? 2_000n : 1_000n, "SEK");

describe("a preview", () => {
  it("sets the plan beside charging at once", () => {
    const slots = [
      slot(0, { carbonMicro: 300_000_000n }),
      slot(1, { priceMicro: 1_000_000n, carbonMicro: 90_500_000n }),
    ];
    const seen = previewCharge({
      problem: problem(slots),
      isKnown: [true, true],
      costOf: cheapLater,
    });
    expect(seen).toMatchObject({
      isShifted: true,
      ownPrice: "differs",
      isForecast: false,
      figures: { cost: money(1_000n, "SEK"), carbonG: 905 },
      atOnce: { figures: { cost: money(2_000n, "SEK"), carbonG: 3_000 } },
    });
  });

  it("drops a plan that would cost the driver more than charging at once", () => {
    const slots = [slot(0), slot(1, { priceMicro: 1_000_000n })];
    const withFee = (course: ChargeCourse) =>
      money(course.stretches[0]?.startMs === 0 ? 2_000n : 2_500n, "SEK");
    const seen = previewCharge({ problem: problem(slots), isKnown: [true, true], costOf: withFee });
    expect(seen).toMatchObject({ isShifted: false, figures: { cost: money(2_000n, "SEK") } });
    expect(seen.course).toEqual(seen.atOnce.course);
    // For the cleanest he pays what it costs.
    const green = problem([slot(0, { carbonMicro: 2n }), slot(1, { carbonMicro: 1n })], {
      style: "GREEN",
    });
    const kept = previewCharge({ problem: green, isKnown: [true, true], costOf: withFee });
    expect(kept).toMatchObject({ isShifted: true, figures: { cost: money(2_500n, "SEK") } });
  });

  it("says that the price is the same where it is, and unknown where it is not known", () => {
    const see = (slots: readonly ChargeSlot[]) =>
      previewCharge({ problem: problem(slots), isKnown: [true, true], costOf: () => null });
    expect(see([slot(0), slot(1)])).toMatchObject({
      ownPrice: "same",
      figures: { cost: null, carbonG: null },
    });
    expect(see([slot(0), slot(1, { priceMicro: null })]).ownPrice).toBe("unknown");
  });

  it("is a forecast only where it uses one", () => {
    const slots = [slot(0), slot(1, { priceMicro: 1_000_000n })];
    const see = (isKnown: readonly boolean[]) =>
      previewCharge({ problem: problem(slots), isKnown, costOf: cheapLater }).isForecast;
    expect(see([false, true])).toBe(false);
    expect(see([true, false])).toBe(true);
  });
});

describe("the slots of a charge", () => {
  it("are cut wherever price, market or power changes, and hold what is known there", () => {
    const { slots, isKnown } = buildSlots({
      fromMs: 0.5 * HOUR,
      toMs: 3 * HOUR,
      available: [
        { fromMs: 0, powerW: 11_000 },
        { fromMs: 2 * HOUR, powerW: 4_000 },
      ],
      own: [
        { fromMs: 0, priceMicro: 5n },
        { fromMs: 1.5 * HOUR, priceMicro: 3n },
      ],
      market: [
        { fromMs: 0, toMs: HOUR, priceMicro: 7n, carbonMicro: null, isKnown: true },
        { fromMs: HOUR, toMs: 2 * HOUR, priceMicro: 8n, carbonMicro: 9n, isKnown: false },
      ],
    });
    expect(
      slots.map((one) => [
        one.startMs / HOUR,
        one.availableW,
        one.priceMicro,
        one.marketMicro,
        one.carbonMicro,
      ]),
    ).toEqual([
      [0.5, 11_000, 5n, 7n, null],
      [1, 11_000, 5n, 8n, 9n],
      [1.5, 11_000, 3n, 8n, 9n],
      [2, 4_000, 3n, null, null],
    ]);
    expect(slots.at(-1)?.endMs).toBe(3 * HOUR);
    expect(isKnown).toEqual([true, false, false, true]);
  });
});
