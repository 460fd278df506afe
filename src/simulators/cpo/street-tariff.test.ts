import { describe, expect, it } from "vitest";
import { meterPeriods } from "./charging-periods";
import { priceCharge, toPrice } from "./pricing";
import { PROFILES } from "./profiles";

const { street, timeZone } = PROFILES.nordstrom;
const startS = Date.parse("2026-11-02T11:00:00Z") / 1000;

/** Five minutes at 11 kW, then it stands there. */
function priced(minutes: number) {
  const charge = { startS, curve: [{ untilS: 86_400, powerW: 11_000 }], fullAfterS: 300 };
  const span = { fromS: startS, toS: startS + minutes * 60, timeZone };
  const periods = meterPeriods(charge, street, span);
  const { byDimension } = priceCharge(periods, street, timeZone);
  return byDimension.PARKING_TIME && toPrice(byDimension.PARKING_TIME).excl_vat;
}

describe("charging at the kerb", () => {
  it("lets a car stand there free for the first quarter of an hour, and asks for each minute after it", () => {
    expect([priced(4), priced(10), priced(15), priced(25)]).toEqual([null, null, null, 10]);
  });
});
