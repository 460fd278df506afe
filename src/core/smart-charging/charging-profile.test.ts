import { describe, expect, it } from "vitest";
import { micro } from "@/core/money/quantity";
import {
  type ChargingProfile,
  checkProfile,
  decodeActiveProfile,
  decodeProfile,
  encodeActiveProfile,
  encodeProfile,
} from "./charging-profile";
import { decodePreferences, encodePreferences } from "./charging-preferences";

const PROFILE: ChargingProfile = {
  startDateTime: Temporal.Instant.from("2026-11-02T18:00:00Z"),
  durationS: 3_600,
  rateUnit: "A",
  minRate: micro("6"),
  periods: [
    { startS: 0, limit: micro("8.1") },
    { startS: 900, limit: 0n },
  ],
};
const at = (startS: number, limit = micro("8")) => ({ startS, limit });

describe("a charging profile", () => {
  it("passes when a station can follow it, a pause included", () => {
    expect(checkProfile(PROFILE)).toEqual({ ok: true, value: PROFILE });
  });

  it.each([
    ["no-period", { periods: [] }],
    ["first-not-at-zero", { periods: [at(60)] }],
    ["not-in-order", { periods: [at(0), at(900), at(900)] }],
    ["beyond-duration", { periods: [at(0), at(3_600)] }],
    ["negative", { periods: [at(0, micro("-1"))] }],
    ["negative", { minRate: micro("-1") }],
    ["too-fine", { periods: [at(0, micro("8.15"))] }],
    ["too-fine", { minRate: micro("6.01") }],
  ])("is turned down before it is sent: %s", (reason, change) => {
    expect(checkProfile({ ...PROFILE, ...change })).toEqual({ ok: false, reason });
  });

  it("comes back from its column as it went in, as do preferences and what a station does", () => {
    expect(decodeProfile(encodeProfile(PROFILE))).toEqual(PROFILE);
    const active = {
      startDateTime: Temporal.Instant.from("2026-11-02T18:00:05Z"),
      profile: PROFILE,
    };
    expect(decodeActiveProfile(encodeActiveProfile(active))).toEqual(active);
    const wish = {
      profileType: "CHEAP",
      energyNeed: micro("20.5"),
      dischargeAllowed: false,
    } as const;
    expect(decodePreferences(encodePreferences(wish))).toEqual(wish);
    expect(() => decodeProfile(encodePreferences(wish))).toThrow();
  });
});
