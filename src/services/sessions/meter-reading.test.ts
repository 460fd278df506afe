import { describe, expect, it } from "vitest";
import type { Session } from "@/core/roaming/session";
import { meterReading } from "./meter-reading";

const at = (clock: string) => Temporal.Instant.from(`2026-11-02T${clock}:00Z`);
const session = (change: Partial<Session>): Session => ({
  countryCode: "SE",
  partyId: "NSL",
  id: "S",
  startDateTime: at("10:00"),
  kwh: 1_000_000n,
  cdrToken: { countryCode: "SE", partyId: "KVT", uid: "U", type: "RFID", contractId: "C" },
  authMethod: "WHITELIST",
  locationId: "L",
  evseUid: "E",
  connectorId: "1",
  currency: "SEK",
  chargingPeriods: [],
  status: "ACTIVE",
  lastUpdated: at("10:10"),
  ...change,
});
const NOW = at("10:11");
const last = { at: at("10:05"), energyMicroKwh: 500_000n };

describe("the reading that an update of a session brings", () => {
  it("is of the time that the CPO states", () => {
    expect(meterReading(session({}), last, NOW)).toEqual({
      at: at("10:10"),
      energyMicroKwh: 1_000_000n,
      powerW: null,
    });
    expect(meterReading(session({}), null, NOW)).toMatchObject({ at: at("10:10") });
  });

  it("never lies in the future", () => {
    expect(meterReading(session({ lastUpdated: at("23:00") }), last, NOW)?.at).toEqual(NOW);
  });

  it("is of now where the CPO does not raise its time and the energy grew", () => {
    const same = session({ lastUpdated: at("10:05") });
    expect(meterReading(same, last, NOW)).toMatchObject({ at: NOW, energyMicroKwh: 1_000_000n });
    expect(meterReading({ ...same, kwh: 500_000n }, last, NOW)).toBeNull();
  });

  it("has the power of a charging period that is not older than the last reading", () => {
    const period = (clock: string) => ({
      chargingPeriods: [
        {
          startDateTime: at(clock),
          dimensions: [{ type: "POWER" as const, volume: 7_400_000n }],
        },
      ],
    });
    expect(meterReading(session(period("10:06")), last, NOW)?.powerW).toBe(7_400);
    expect(meterReading(session(period("10:00")), last, NOW)?.powerW).toBeNull();
  });
});
