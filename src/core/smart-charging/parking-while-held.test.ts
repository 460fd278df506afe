import { describe, expect, it } from "vitest";
import { micro } from "@/core/money/quantity";
import { cdr, element, period, tariff } from "@/core/rating/build.fixture";
import { priceCdr } from "@/core/rating/price-cdr";
import type { ChargingPeriod } from "@/core/roaming/cdr";
import type { ChargingProfile } from "./charging-profile";
import {
  heldSpans,
  parkingWhileHeld,
  type ParkingMeaning,
  type ProfileInForce,
} from "./parking-while-held";

const at = (time: string) => Temporal.Instant.from(`2026-11-02T${time}Z`);
const p = (time: string, ...volumes: readonly string[]) =>
  period(`2026-11-02T${time}Z`, ...volumes);

/** From 18:00 nothing, from 22:00 16 A on each phase. */
const LATE: ChargingProfile = {
  startDateTime: at("18:00:00"),
  rateUnit: "A",
  periods: [
    { startS: 0, limit: 0n },
    { startS: 4 * 3_600, limit: micro("16") },
  ],
};
const inForce = (profile: ChargingProfile, from = "18:00:30", to?: string): ProfileInForce => ({
  profile,
  from: at(from),
  to: to === undefined ? null : at(to),
});
/** 0.30 a kWh and 6.00 an hour parked, before tax. */
const PRICES = tariff([element(["ENERGY 0.30", "PARKING_TIME 6", "TIME 2"])]);

function find(
  periods: readonly ChargingPeriod[],
  more: {
    readonly profiles?: readonly ProfileInForce[];
    readonly meaning?: ParkingMeaning;
    readonly prices?: typeof PRICES | null;
    readonly claim?: string;
  } = {},
) {
  const { profiles = [inForce(LATE)], meaning = "not-charging", prices = PRICES, claim } = more;
  const charge = cdr("2026-11-02T23:59:59Z", periods);
  const ends = { ...charge, endDateTime: at("23:59:59").add({ seconds: 1 }) };
  const priced = prices && priceCdr({ cdr: ends, tariffs: [prices], timeZone: "UTC" });
  if (priced && !priced.ok) throw new Error("not priced");
  const claimed = claim && { totalParkingCost: { beforeTaxes: micro(claim) } };
  const asked = { ...ends, ...claimed };
  return parkingWhileHeld({ cdr: asked, priced: priced ? priced.value : null, profiles, meaning });
}

/** Held from 18:00:30, when the station said so, to 22:00. */
const PARKED_THEN_CHARGED = [p("18:00:00", "PARKING_TIME 4"), p("22:00:00", "ENERGY 22", "TIME 2")];

describe("parking that is billed while our own profile held the car", () => {
  it("is the time from the station's word to the end of the limit, at the period's price", () => {
    // 3 h 59 min 30 s of 4 h; 24.00 × 14,370 / 14,400.
    expect(find(PARKED_THEN_CHARGED)).toEqual({
      spans: [{ from: at("18:00:30"), to: at("22:00:00"), limit: 0n, unit: "A" }],
      overlapMs: 14_370_000,
      netMicro: micro("23.95"),
    });
  });

  it("counts what was parked of a period that also charged, and no more", () => {
    const found = find([
      p("18:00:00", "ENERGY 4", "TIME 3", "PARKING_TIME 1"),
      p("22:00:00", "ENERGY 9", "TIME 2"),
    ]);
    expect(found).toMatchObject({ overlapMs: 3_600_000, netMicro: micro("6") });
  });

  it("leaves parking alone for which the profile let the car charge", () => {
    const charged = [p("18:00:00", "ENERGY 0.5", "TIME 4"), p("22:00:00", "ENERGY 9", "TIME 1")];
    expect(find([...charged, p("23:00:00", "PARKING_TIME 1")])).toBeNull();
  });

  it("takes a limit for nothing below 6 A or 1,380 W, and below what the profile names for the car", () => {
    const limited = (limit: string, rateUnit: "A" | "W", minRate?: string): ProfileInForce =>
      inForce({
        ...LATE,
        rateUnit,
        ...(minRate && { minRate: micro(minRate) }),
        periods: [{ startS: 0, limit: micro(limit) }],
      });
    const isHeld = (...profile: Parameters<typeof limited>) =>
      find(PARKED_THEN_CHARGED, { profiles: [limited(...profile)] }) !== null;
    expect([isHeld("5.9", "A"), isHeld("6", "A"), isHeld("8", "A", "10")]).toEqual([
      true,
      false,
      true,
    ]);
    expect([isHeld("1379.9", "W"), isHeld("1380", "W"), isHeld("4000", "W", "4140")]).toEqual([
      true,
      false,
      true,
    ]);
  });

  it("ends where another profile took its place, where it was cleared, and with its duration", () => {
    const profiles = [inForce(LATE, "18:00:00", "19:00:00")];
    expect(find(PARKED_THEN_CHARGED, { profiles })).toMatchObject({
      overlapMs: 3_600_000,
      netMicro: micro("6"),
    });
    const short = [inForce({ ...LATE, durationS: 1_800 }, "18:00:00")];
    expect(find(PARKED_THEN_CHARGED, { profiles: short })).toMatchObject({ overlapMs: 1_800_000 });
  });

  it("counts no time twice where two profiles say the same", () => {
    const profiles = [inForce(LATE), inForce(LATE, "20:00:00")];
    expect(find(PARKED_THEN_CHARGED, { profiles })).toMatchObject({ overlapMs: 14_370_000 });
    const spans = heldSpans(profiles, {
      startDateTime: at("17:00:00"),
      endDateTime: at("21:00:00"),
    });
    expect(spans.map(({ to }) => to)).toEqual([at("21:00:00")]);
  });

  it("counts a profile without a start from the start of the charge", () => {
    const { startDateTime: _start, ...relative } = LATE;
    expect(find(PARKED_THEN_CHARGED, { profiles: [inForce(relative)] })).toMatchObject({
      overlapMs: 14_370_000,
    });
  });

  it("is found in TIME, too, where a period has no energy and others have", () => {
    const idle = [p("18:00:00", "TIME 4", "ENERGY 0"), p("22:00:00", "ENERGY 22", "TIME 2")];
    // 8.00 × 14,370 / 14,400.
    expect(find(idle)).toMatchObject({ overlapMs: 14_370_000, netMicro: micro("7.983333") });
    const untold = [p("18:00:00", "TIME 4"), p("22:00:00", "TIME 2")];
    expect(find(untold)).toBeNull();
  });

  it("is told before tax where the tariff's prices contain it", () => {
    const gross = tariff([element(["ENERGY 0.30", "PARKING_TIME 7.5 @25"])], {
      taxIncluded: "YES",
    });
    expect(find(PARKED_THEN_CHARGED, { prices: gross })).toMatchObject({
      netMicro: micro("23.95"),
    });
  });

  it("costs its share of what the CDR claims for parking where we have no price, else nobody knows", () => {
    expect(find(PARKED_THEN_CHARGED, { prices: null, claim: "48" })).toMatchObject({
      netMicro: micro("47.9"),
    });
    expect(find(PARKED_THEN_CHARGED, { prices: null })).toMatchObject({ netMicro: null });
  });

  it("is nothing where parking is free, where it lasted less than a minute, and without a profile", () => {
    const free = tariff([element(["ENERGY 0.30"])]);
    expect(find(PARKED_THEN_CHARGED, { prices: free })).toBeNull();
    const short = [inForce(LATE, "18:00:00", "18:00:59")];
    expect(find(PARKED_THEN_CHARGED, { profiles: short })).toBeNull();
    expect(find(PARKED_THEN_CHARGED, { profiles: [] })).toBeNull();
  });
});

describe("to a partner whose parking means that the car asks for no power", () => {
  const meaning = "not-requesting";

  it("parking after which the car charged again is found: it would have asked", () => {
    expect(find(PARKED_THEN_CHARGED, { meaning })).toMatchObject({ overlapMs: 14_370_000 });
  });

  it("parking after the last energy is left alone: the car may have been full", () => {
    const full = [p("17:00:00", "ENERGY 11", "TIME 1"), p("18:00:00", "PARKING_TIME 6")];
    expect(find(full, { meaning })).toBeNull();
    expect(find(full)).not.toBeNull();
  });
});
