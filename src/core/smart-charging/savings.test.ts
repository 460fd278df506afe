import { describe, expect, it } from "vitest";
import { micro } from "@/core/money/quantity";
import type { MarketSlots } from "./market/market-slots";
import { chargedAtOnce, energyPerSlot, savedOnMarket, slotsOf } from "./savings";

const at = (time: string) => Temporal.Instant.from(`2026-11-02T${time}Z`);
const read = (time: string, kwh: string) => ({ at: at(time), energy: micro(kwh) });

/** Plugged in at 18:00, 11 kW from 22:00 to 24:00 but for the last minute. */
const LATE = {
  startDateTime: at("18:00:00"),
  endDateTime: at("23:59:00"),
  energy: [
    read("18:00:00", "0"),
    read("22:00:00", "0"),
    read("22:30:00", "5.5"),
    read("23:00:00", "11"),
    read("23:30:00", "16.5"),
    read("23:59:00", "22"),
  ],
  maxW: 11_000,
};

/** 2.00 a kWh and 60 g before 22:00, 0.50 and 20 g from then on. */
function market(more: Partial<MarketSlots> = {}, isKnown = true): MarketSlots {
  const span = slotsOf(LATE);
  return {
    zone: "SE3",
    currency: "SEK",
    slots: Array.from({ length: span.slots }, (_, index) => ({
      priceMicro: micro(index < 16 ? "2" : "0.5"),
      carbonMicro: micro(index < 16 ? "60" : "20"),
      isPriceKnown: isKnown,
      isCarbonKnown: isKnown,
    })),
    ...more,
  };
}

describe("the same energy charged at once", () => {
  it("flows from the start with what car and station take", () => {
    // The last 29 minutes had 11.38 kW: the label says less than the meter.
    const atOnce = chargedAtOnce(LATE);
    expect(atOnce?.powerW).toBe(11_379);
    // 22 kWh at 11.379 kW: 1 h 56 min.
    expect(atOnce?.until.toString()).toBe("2026-11-02T19:56:00Z");
    expect(chargedAtOnce({ ...LATE, maxW: 22_000 })?.until.toString()).toBe("2026-11-02T19:00:00Z");
  });

  it("is what it was where the car charged all the time", () => {
    const energy = [read("18:00:00", "0"), read("19:00:00", "11"), read("20:00:00", "22")];
    const atOnce = chargedAtOnce({ ...LATE, energy, endDateTime: at("20:00:00"), maxW: null });
    expect(atOnce).toMatchObject({ powerW: 11_000, until: at("20:00:00") });
  });

  it("is not said where nothing flowed, or nobody knows when it did", () => {
    expect(chargedAtOnce({ ...LATE, energy: [read("18:00:00", "0")] })).toBeNull();
    const one = [read("18:00:00", "0"), read("23:59:00", "22")];
    expect(chargedAtOnce({ ...LATE, energy: one })).toBeNull();
    // At nearly full power all the time there is no doubt when.
    expect(chargedAtOnce({ ...LATE, energy: one, maxW: 4_000 })).not.toBeNull();
  });
});

describe("what charging later came to on the market", () => {
  const atOnce = chargedAtOnce({ ...LATE, maxW: 22_000 });
  if (!atOnce) throw new Error("no comparison");
  const both = (found: MarketSlots) =>
    savedOnMarket(LATE, atOnce, { span: slotsOf(LATE), market: found });

  it("is each slot's energy at its price and carbon, both ways", () => {
    // 22 kWh × 0.50 instead of 22 kWh × 2.00; 22 × 20 g instead of 22 × 60 g.
    expect(both(market())).toMatchObject({
      price: { asCharged: micro("11"), atOnce: micro("44") },
      carbon: { asCharged: micro("440"), atOnce: micro("1320") },
    });
  });

  it("may be dearer, and says so", () => {
    const found = market();
    const slots = found.slots.map((slot, index) => ({
      ...slot,
      priceMicro: micro(index < 16 ? "0.1" : "3"),
    }));
    expect(both({ ...found, slots }).price).toEqual({
      asCharged: micro("66"),
      atOnce: micro("2.2"),
    });
  });

  it("is not said from forecasts, from holes that are used, or without a currency", () => {
    expect(both(market({}, false))).toMatchObject({ price: null, carbon: null });
    const found = market();
    const holed = (hole: number) => ({
      ...found,
      slots: found.slots.map((slot, index) =>
        index === hole ? { ...slot, priceMicro: null } : slot,
      ),
    });
    expect(both(holed(20)).price).toBeNull();
    // From 19:00 to 22:00 neither way charges.
    expect(both(holed(8)).price).not.toBeNull();
    expect(both(market({ currency: null })).price).toBeNull();
  });

  it("adds up to the energy of the meter in every slot length", () => {
    const startsAt = at("17:45:00");
    for (const slotMinutes of [5, 15, 60]) {
      const slots = Math.ceil(400 / slotMinutes);
      const sum = energyPerSlot(LATE.energy, { startsAt, slotMinutes, slots }).reduce(
        (a, b) => a + b,
      );
      expect(sum).toBe(micro("22"));
    }
  });
});
