import { describe, expect, it } from "vitest";
import { meterPeriods } from "./charging-periods";
import { priceCharge, toPrice } from "./pricing";
import { PROFILES } from "./profiles";

const { street, timeZone } = PROFILES.nordstrom;
const startS = Date.parse("2026-11-02T11:00:00Z") / 1000;

/** Half an hour at 11 kW, then it stands there. */
function priced(minutes: number) {
  const charge = { startS, curve: [{ untilS: 86_400, powerW: 11_000 }], fullAfterS: 1_800 };
  const span = { fromS: startS, toS: startS + minutes * 60, timeZone };
  const periods = meterPeriods(charge, street, span);
  const { byDimension } = priceCharge(periods, street, timeZone);
  return byDimension.PARKING_TIME && toPrice(byDimension.PARKING_TIME).excl_vat;
}

describe("charging at the kerb", () => {
  it("lets a car stand there free for the first hour, and asks for each minute after it", () => {
    expect([priced(20), priced(45), priced(60), priced(75)]).toEqual([null, null, null, 15]);
  });
});
