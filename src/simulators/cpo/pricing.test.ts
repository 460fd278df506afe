import { describe, expect, it } from "vitest";
import type { Charge } from "./charge";
import { meterPeriods } from "./charging-periods";
import { floorToGrid, secondsOfLocal } from "./instants";
import type { Price, Tariff } from "./ocpi-objects";
import { overcharge, type PricedCharge, priceCharge, toPrice } from "./pricing";
import { PROFILES } from "./profiles";

const ZONE = "Europe/Stockholm";
const { normal, fast } = PROFILES.nordstrom;

interface Stay {
  start: string;
  powerW: number;
  chargeMinutes: number;
  idleMinutes?: number;
}

function price(stay: Stay, tariff: Tariff, timeZone = ZONE): PricedCharge {
  const startS = secondsOfLocal(stay.start, timeZone);
  const charge: Charge = {
    startS,
    curve: [{ untilS: 1, powerW: stay.powerW }],
    fullAfterS: stay.chargeMinutes * 60,
  };
  const toS = startS + (stay.chargeMinutes + (stay.idleMinutes ?? 0)) * 60;
  return priceCharge(
    meterPeriods(charge, tariff, { fromS: startS, toS, timeZone }),
    tariff,
    timeZone,
  );
}

function total(stay: Stay, tariff: Tariff): Price {
  return toPrice(price(stay, tariff).total);
}

describe("priceCharge", () => {
  it("prices each side of a price window by its own price", () => {
    // 10 kWh by day at 4.12, 20 kWh at night at 2.48, start 5.00: 41.20 + 49.60 + 5.00
    const stay = { start: "2026-10-06T21:00", powerW: 10_000, chargeMinutes: 180 };
    expect(total(stay, normal)).toEqual({ excl_vat: 95.8, incl_vat: 119.75 });
  });

  it("rounds idle time up to whole five minutes", () => {
    // 10 kWh at 4.12, start 5.00, 37 min idle become 40 min at 24.00/h: 41.20 + 5.00 + 16.00
    const stay = { start: "2026-10-06T09:00", powerW: 10_000, chargeMinutes: 60, idleMinutes: 37 };
    const priced = price(stay, normal);
    expect(toPrice(priced.total)).toEqual({ excl_vat: 62.2, incl_vat: 77.75 });
    expect(priced.byDimension.PARKING_TIME && toPrice(priced.byDimension.PARKING_TIME)).toEqual({
      excl_vat: 16,
      incl_vat: 20,
    });
    expect(priced.byDimension.TIME).toBeNull();
  });

  it("counts only priced idle time towards the step", () => {
    // Idle 21:52–22:30: 8 min before the free night become 10 min: 4.00. 10 kWh 41.20, start 5.00.
    const stay = { start: "2026-10-06T20:52", powerW: 10_000, chargeMinutes: 60, idleMinutes: 38 };
    expect(total(stay, normal)).toEqual({ excl_vat: 50.2, incl_vat: 62.75 });
  });

  it("applies the steps of energy and time once, on the session's totals", () => {
    // 36 999 W for 20.15 min is 12 425 Wh, billed as 12.5 kWh at 5.20; 20 min 9 s as 21 min at 18.00/h: 65.00 + 6.30
    const startS = floorToGrid(secondsOfLocal("2026-10-06T12:00", ZONE));
    const charge: Charge = { startS, curve: [{ untilS: 1, powerW: 36_999 }], fullAfterS: null };
    const span = { fromS: startS, toS: startS + 1_209, timeZone: ZONE };
    const priced = priceCharge(meterPeriods(charge, fast, span), fast, ZONE);
    expect(toPrice(priced.total)).toEqual({ excl_vat: 71.3, incl_vat: 89.13 });
  });

  it("lets the night last nine hours when the clocks go back", () => {
    // 21:00–07:00 local is 11 h: 2 h by day and 9 h at night, 10 kWh each: 82.40 + 223.20 + 5.00
    const stay = { start: "2026-10-24T21:00", powerW: 10_000, chargeMinutes: 11 * 60 };
    expect(total(stay, normal)).toEqual({ excl_vat: 310.6, incl_vat: 388.25 });
  });

  it("rounds half a hundredth up, once, at the end", () => {
    const flat: Tariff = {
      ...normal,
      elements: [{ price_components: [{ type: "FLAT", price: 5.125, vat: 10, step_size: 1 }] }],
    };
    // Net 5.125 → 5.13; gross 5.6375 → 5.64, and not 5.13 × 1.1 = 5.643.
    expect(total({ start: "2026-10-06T12:00", powerW: 0, chargeMinutes: 9 }, flat)).toEqual({
      excl_vat: 5.13,
      incl_vat: 5.64,
    });
  });

  it("charges Dutch VAT on Dutch prices", () => {
    // 11 kWh at 0.42 and a start at 0.50: 5.12; with 21 %: 6.1952
    const stay = { start: "2026-10-06T12:00", powerW: 11_000, chargeMinutes: 60 };
    const priced = price(stay, PROFILES.kanaal.normal, "Europe/Amsterdam");
    expect(toPrice(priced.total)).toEqual({ excl_vat: 5.12, incl_vat: 6.2 });
  });

  it("claims exactly the surcharge too much, taxed like the rest", () => {
    const stay = { start: "2026-10-06T12:00", powerW: 10_000, chargeMinutes: 60 };
    const right = price(stay, normal).total;
    expect(toPrice(right)).toEqual({ excl_vat: 46.2, incl_vat: 57.75 });
    expect(toPrice(overcharge(right, 12.5, 25))).toEqual({ excl_vat: 58.7, incl_vat: 73.38 });
  });
});
