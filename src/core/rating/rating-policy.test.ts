import { describe, expect, it } from "vitest";

import { formatRational, micro } from "@/core/money/quantity";

import { cdr, element, period, tariff } from "./build.fixture";
import { priceCdr } from "./price-cdr";
import type { PriceCdrInput } from "./price-input";
import type { RatingPolicy } from "./rating-policy";
import { DEFAULT_POLICY, ratingPolicyText, readRatingPolicy } from "./rating-policy";

const AT = "2026-07-01T10:00:00Z";
const after = (hours: number) => Temporal.Instant.from(AT).add({ hours }).toString();

function netBy(changed: Partial<RatingPolicy>, input: Omit<PriceCdrInput, "timeZone">): string {
  const policy = { ...DEFAULT_POLICY, ...changed };
  const outcome = priceCdr({ ...input, timeZone: null, policy });
  if (!outcome.ok || outcome.value.net === null) throw new Error("unpriceable");
  return formatRational(outcome.value.net, 8);
}

describe("a rating policy", () => {
  it("is read from JSON with the default for what is absent", () => {
    expect(readRatingPolicy(null)).toEqual({ ok: true, value: DEFAULT_POLICY });
    expect(readRatingPolicy({})).toEqual({ ok: true, value: DEFAULT_POLICY });
    const read = readRatingPolicy({ flat: "each-element", snapsToSeconds: false });
    const expected = { ...DEFAULT_POLICY, flat: "each-element", snapsToSeconds: false };
    expect(read).toEqual({ ok: true, value: expected });
  });

  it("survives JSON, field by field", () => {
    const other: RatingPolicy = {
      snapsToSeconds: false,
      appliesStepSize: false,
      timeStep: "last",
      reservationStep: "with-time",
      unstatedPower: "estimate",
      durationOrigin: "first-period",
      durationAfterReservation: "session-start",
      flat: "each-element",
    };
    const read = readRatingPolicy(JSON.parse(JSON.stringify(other)));
    expect(read).toEqual({ ok: true, value: other });
    expect(Object.keys(DEFAULT_POLICY).toSorted()).toEqual(Object.keys(other).toSorted());
  });

  it("is refused if a field is misspelt or no choice, never read as the default", () => {
    expect(readRatingPolicy({ snapToSeconds: true })).toMatchObject({ ok: false });
    expect(readRatingPolicy({ flat: "twice" })).toMatchObject({ ok: false });
    expect(readRatingPolicy({ appliesStepSize: "true" })).toMatchObject({ ok: false });
    expect(readRatingPolicy({ constructor: "x" })).toMatchObject({ ok: false });
    expect(readRatingPolicy(["flat"])).toMatchObject({ ok: false });
    expect(readRatingPolicy("flat")).toMatchObject({ ok: false });
  });

  it("has one text, whatever the order in which it was written", () => {
    const entries = Object.entries(DEFAULT_POLICY);
    const reversed = Object.fromEntries(entries.toReversed()) as RatingPolicy;
    expect(ratingPolicyText(reversed)).toBe(ratingPolicyText(DEFAULT_POLICY));
    expect(JSON.parse(ratingPolicyText(DEFAULT_POLICY))).toEqual(DEFAULT_POLICY);
    expect(ratingPolicyText({ ...DEFAULT_POLICY, flat: "each-element" })).not.toBe(
      ratingPolicyText(DEFAULT_POLICY),
    );
  });
});

describe("each field of a policy changes what it says", () => {
  it("snapsToSeconds: ten minutes as 0.1667 h bill ten minutes or eleven", () => {
    const tariffs = [tariff([element(["TIME 6 /60"])])];
    const input = { cdr: cdr(after(1), [period(AT, "TIME 0.1667")]), tariffs };
    expect(netBy({}, input)).toBe("1");
    expect(netBy({ snapsToSeconds: false }, input)).toBe("1.1");
  });

  it("appliesStepSize: 5.4 kWh bill 5.5 or what was used", () => {
    const tariffs = [tariff([element(["ENERGY 1 /500"])])];
    const input = { cdr: cdr(after(1), [period(AT, "ENERGY 5.4")]), tariffs };
    expect(netBy({}, input)).toBe("5.5");
    expect(netBy({ appliesStepSize: false }, input)).toBe("5.4");
  });

  it("timeStep: of 16 minutes of parking and then 21 of charging, which is rounded up", () => {
    const tariffs = [tariff([element(["TIME 1 /600", "PARKING_TIME 2 /600"])])];
    const periods = [period(AT, "PARKING_TIME 0.266667"), period(after(1), "TIME 0.35")];
    const input = { cdr: cdr(after(2), periods), tariffs };
    expect(netBy({}, input)).toBe("1.01666667");
    expect(netBy({ timeStep: "last" }, input)).toBe("1.03333333");
  });

  it("reservationStep: 13 reserved minutes and 12 of charging, each by itself or together", () => {
    const tariffs = [
      tariff([element(["TIME 6 /900"], { reservation: "RESERVATION" }), element(["TIME 6 /900"])]),
    ];
    const periods = [period(AT, "RESERVATION_TIME 0.216667"), period(after(1), "TIME 0.2")];
    const input = { cdr: cdr(after(2), periods), tariffs };
    expect(netBy({}, input)).toBe("3");
    expect(netBy({ reservationStep: "with-time" }, input)).toBe("3");
    const short = [period(AT, "RESERVATION_TIME 0.1"), period(after(1), "TIME 0.1")];
    const both = { cdr: cdr(after(2), short), tariffs };
    expect(netBy({}, both)).toBe("3");
    expect(netBy({ reservationStep: "with-time" }, both)).toBe("1.5");
  });

  it("unstatedPower: a limit does not hold, holds, or is tested on energy over time", () => {
    const fast = element(["ENERGY 1"], { minPower: micro("20") });
    const tariffs = [tariff([fast, element(["ENERGY 10"])])];
    const at = (energy: string) => ({
      cdr: cdr(after(1), [period(AT, `ENERGY ${energy}`, "TIME 0.5")]),
      tariffs,
    });
    expect(netBy({}, at("10"))).toBe("100");
    expect(netBy({ unstatedPower: "match" }, at("10"))).toBe("10");
    expect(netBy({ unstatedPower: "estimate" }, at("10"))).toBe("10");
    expect(netBy({ unstatedPower: "estimate" }, at("9.999"))).toBe("99.99");
    const policy = { ...DEFAULT_POLICY, unstatedPower: "estimate" as const };
    const estimated = priceCdr({ ...at("10"), timeZone: null, policy });
    expect(estimated.ok && estimated.value.notes).toContainEqual({
      code: "power-estimated",
      periodIndex: 0,
    });
  });

  it("durationOrigin: the third hour of the session, or of the first period", () => {
    const tariffs = [tariff([element(["ENERGY 9"], { minDuration: 7200 }), element(["ENERGY 1"])])];
    const periods = [period(after(1), "ENERGY 1"), period(after(2), "ENERGY 1")];
    const startDateTime = Temporal.Instant.from(AT);
    const input = { cdr: cdr(after(3), periods, { startDateTime }), tariffs };
    expect(netBy({}, input)).toBe("10");
    expect(netBy({ durationOrigin: "first-period" }, input)).toBe("2");
  });

  it("durationAfterReservation: an hour of charging, or of reservation and charging", () => {
    const tariffs = [tariff([element(["ENERGY 9"], { minDuration: 3600 }), element(["ENERGY 1"])])];
    const periods = [period(AT, "RESERVATION_TIME 1"), period(after(1), "ENERGY 1")];
    const input = { cdr: cdr(after(2), periods), tariffs };
    expect(netBy({}, input)).toBe("1");
    expect(netBy({ durationAfterReservation: "session-start" }, input)).toBe("9");
  });

  it("flat: one fee, or one for each element, but never the same element's twice", () => {
    const day = (from: string, to: string) => ({ minKwh: micro(from), maxKwh: micro(to) });
    const tariffs = [
      tariff([element(["FLAT 2"], day("1", "2")), element(["FLAT 3"], day("3", "4"))]),
      tariff([element(["FLAT 0.5"])], { id: "T2" }),
    ];
    const periods = [0, 1, 2, 3].map((hour) => ({
      ...period(after(hour), "ENERGY 1"),
      tariffId: hour % 2 === 0 ? "T2" : "T1",
    }));
    const input = { cdr: cdr(after(4), periods), tariffs };
    expect(netBy({}, input)).toBe("0.5");
    expect(netBy({ flat: "each-element" }, input)).toBe("5.5");
  });
});
