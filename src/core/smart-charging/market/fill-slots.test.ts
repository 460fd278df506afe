import { describe, expect, it } from "vitest";
import type { SlotSpan } from "@/core/smart-charging/slot-span";
import { fillSlots, type MarketSeries } from "./fill-slots";
import { QUARTER_MS } from "./market-point";

const START = Temporal.Instant.from("2026-11-23T10:00Z");
const quarters = (...values: readonly bigint[]) =>
  new Map(values.map((value, index) => [START.epochMilliseconds + index * QUARTER_MS, value]));
const series = (known: ReadonlyMap<number, bigint>, foretold: bigint | null): MarketSeries => ({
  known,
  forecast: { at: () => foretold },
});
const span = (slotMinutes: number, slots: number, startsAt = START): SlotSpan => ({
  startsAt,
  slotMinutes,
  slots,
});
const fill = (price: MarketSeries, over: SlotSpan) =>
  fillSlots(
    { zone: "SE3", currency: "EUR", price, carbon: series(new Map(), null) },
    over,
  ).slots.map(({ priceMicro, isPriceKnown }) => [priceMicro, isPriceKnown]);

describe("slots of a plan", () => {
  it("shorter than a quarter hour have its value", () => {
    expect(fill(series(quarters(100n, 200n), null), span(5, 6))).toEqual(
      [100n, 100n, 100n, 200n, 200n, 200n].map((value) => [value, true]),
    );
  });

  it("across two quarter hours have the mean by time", () => {
    expect(fill(series(quarters(100n, 200n), null), span(10, 3))).toEqual([
      [100n, true],
      [150n, true],
      [200n, true],
    ]);
    const late = START.add({ minutes: 10 });
    // 5 min × 100 and 10 min × 200
    expect(fill(series(quarters(100n, 200n), null), span(15, 1, late))).toEqual([[167n, true]]);
  });

  it("longer than a quarter hour have the mean, and are known only as a whole", () => {
    const known = quarters(-10n, 20n, 30n, 40n, 50n);
    expect(fill(series(known, 70n), span(60, 2))).toEqual([
      [20n, true],
      [65n, false],
    ]);
  });

  it("without value and forecast are null, never zero", () => {
    expect(fill(series(quarters(5n), null), span(15, 2))).toEqual([
      [5n, true],
      [null, false],
    ]);
    const { slots } = fillSlots(
      {
        zone: "SE3",
        currency: null,
        price: series(new Map(), null),
        carbon: series(quarters(7n), null),
      },
      span(15, 1),
    );
    expect(slots).toEqual([
      { priceMicro: null, carbonMicro: 7n, isPriceKnown: false, isCarbonKnown: true },
    ]);
  });
});
