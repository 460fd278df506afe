import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { micro } from "@/core/money/quantity";

import { element, tariff } from "./build.fixture";
import { drawCharge, type DrawnCharge } from "./drawn-charge";
import { sumLines } from "./explain";
import { priceCdr } from "./price-cdr";
import { tryTariff } from "./try-tariff";

const startDateTime = Temporal.Instant.from("2026-11-12T15:30:00Z");
const base: DrawnCharge = {
  startDateTime,
  energy: micro("22"),
  shape: { kind: "constant", power: micro("11") },
  phases: 3,
  end: { kind: "after-charging", minutes: 30 },
};

describe("a drawn charge", () => {
  it("of constant power ends when the car has its energy, and stays as long as was said", () => {
    const course = drawCharge(base);
    expect(course.chargedAt.toString()).toBe("2026-11-12T17:30:00Z");
    expect(course.endDateTime.toString()).toBe("2026-11-12T18:00:00Z");
    expect(course).toMatchObject({ energy: micro("22"), isShort: false });
  });

  it("of constant power has at every whole second what the power gives", () => {
    const course = drawCharge({ ...base, energy: micro("30") });
    const by = tariff([
      element(["ENERGY 2"], { startTime: "17:00", dayOfWeek: [] }),
      element(["ENERGY 1"]),
    ]);
    const trial = tryTariff(by, course, "Europe/Stockholm");
    if (!trial.ok) throw new Error(trial.reason.code);
    expect(trial.value.segments.map(({ energy }) => energy)).toEqual([
      micro("5.5"),
      micro("24.5"),
      0n,
    ]);
  });

  it("that is unplugged early gets less, and says so", () => {
    const at = Temporal.Instant.from("2026-11-12T16:30:00Z");
    const course = drawCharge({ ...base, end: { kind: "at", at } });
    expect(course).toMatchObject({ energy: micro("11"), isShort: true });
    expect(course.chargedAt).toEqual(at);
  });

  it("holds each drawn step until the next, pauses among them", () => {
    const steps = [
      { minute: 60, power: 0n },
      { minute: 0, power: micro("6") },
      { minute: 90, power: micro("3") },
    ];
    const course = drawCharge({ ...base, energy: micro("9"), shape: { kind: "steps", steps } });
    expect(course.chargedAt.toString()).toBe("2026-11-12T18:00:00Z");
    const trial = tryTariff(tariff([element(["TIME 1", "PARKING_TIME 2"])]), course, null);
    if (!trial.ok) throw new Error(trial.reason.code);
    expect(trial.value.segments.map(({ isCharging }) => isCharging)).toEqual([
      true,
      false,
      true,
      false,
    ]);
  });

  it("delivers what is wanted whatever its shape, in whole seconds, and is priced as its periods are", () => {
    const shape = fc.constantFrom("constant" as const, "taper" as const);
    const energy = fc.bigInt({ min: 1n, max: 90_000_000n });
    const power = fc.bigInt({ min: 1_400_000n, max: 350_000_000n });
    const by = tariff([
      element(["ENERGY 0.40 @25 /500"], { startTime: "17:00", dayOfWeek: [] }),
      element(["FLAT 1 @25", "ENERGY 0.20 @25", "PARKING_TIME 3 @25 /300"]),
    ]);
    fc.assert(
      fc.property(shape, energy, power, (kind, wanted, at) => {
        const course = drawCharge({ ...base, energy: wanted, shape: { kind, power: at } });
        expect(course).toMatchObject({ energy: wanted, isShort: false });
        expect(course.chargedAt.epochMilliseconds % 1000).toBe(0);
        const trial = tryTariff(by, course, "Europe/Stockholm");
        if (!trial.ok) throw new Error(trial.reason.code);
        const { cdr, priced, lines } = trial.value;
        expect(priced.energy).toBe(wanted);
        const again = priceCdr({ cdr, tariffs: [by], timeZone: "Europe/Stockholm" });
        expect(again.ok && again.value.net).toEqual(priced.net);
        const sum = sumLines(lines);
        expect(priced.net && priced.net.n * sum.d).toBe(priced.net && sum.n * priced.net.d);
      }),
    );
  });
});
