import { describe, expect, it } from "vitest";
import type { Car } from "./car";
import {
  averageW,
  type Charge,
  energyWh,
  parkedStretches,
  powerAt,
  type PowerStep,
} from "./charge";
import { demandOfCar } from "./demand";
import { drawPower, type Following } from "./draw-power";
import { buildGarage } from "./garage-site";
import { GRID_SECONDS } from "./instants";
import type { Ceiling } from "./limit-power";
import { PROFILES } from "./profiles";

const connector = buildGarage(PROFILES.nordstrom, "2026-01-01T00:00:00Z").evses[0]?.connectors[0];
if (connector === undefined) throw new Error("no connector");
const following: Following = {
  rampUpWPerS: 900,
  rampDownWPerS: 4_500,
  minimumA: 6,
  resumeAfterS: 18,
  driftPercent: 0,
};
const car: Car = {
  kind: "test",
  phases: 3,
  maxA: 16,
  batteryWh: 80_000,
  arrivalWh: 10_000,
  needWh: 20_000,
};
const fresh = { fromS: 0, drawnWs: 0, powerW: 0, resumesAtS: 0 };

function draw(of: {
  car?: Partial<Car>;
  ceilings?: Ceiling[];
  following?: Partial<Following>;
}): Charge & { steps: PowerStep[] } {
  const demand = demandOfCar({ ...car, ...of.car }, connector!);
  const ways = { ...following, ...of.following };
  const { curve, fullAfterS } = drawPower(fresh, demand, of.ceilings ?? [], ways);
  return { startS: 0, curve, steps: curve, fullAfterS };
}

const limited = (limitA: number, fromS = 0, toS = Number.POSITIVE_INFINITY): Ceiling => ({
  fromS,
  toS,
  limitA,
});

describe("a car at a charge point", () => {
  it("ramps up to what its charger takes, on the phases that it has", () => {
    const three = draw({});
    expect(powerAt(three.curve, 1)).toBe(2_700);
    expect(powerAt(three.curve, 60)).toBe(11_040);
    expect(powerAt(draw({ car: { phases: 1, maxA: 40 } }).curve, 60)).toBe(7_360);
    expect(powerAt(draw({ car: { phases: 2 } }).curve, 60)).toBe(7_360);
    // 3 × 32 A × 230 V are 22 080 W, and the station gives no more than 22 000
    expect(powerAt(draw({ car: { maxA: 32 } }).curve, 60)).toBe(22_000);
  });

  it("asks for no more once it has what it needs, to the second and on the grid", () => {
    const charge = draw({});
    expect(charge.fullAfterS).not.toBeNull();
    expect((charge.fullAfterS ?? 1) % GRID_SECONDS).toBe(0);
    expect(energyWh(charge, 86_400)).toBeGreaterThanOrEqual(20_000);
    expect(energyWh(charge, 86_400)).toBeLessThan(20_010);
  });

  it("takes less and less above four fifths of its battery, and never less than 6 A", () => {
    const charge = draw({ car: { arrivalWh: 60_000 } });
    const powers = charge.steps.map(({ powerW }) => powerW).filter((powerW) => powerW > 0);
    const peak = powers.indexOf(11_040);
    const falling = powers.slice(peak);
    expect(falling.length).toBeGreaterThan(10);
    expect(falling).toEqual(falling.toSorted((left, right) => right - left));
    expect(Math.min(...falling)).toBe(4_140);
    const tapersFrom = charge.steps[peak]?.untilS ?? 0;
    expect(Math.abs(energyWh(charge, tapersFrom) - 4_000)).toBeLessThan(200);
  });

  it("is held by a limit within a few seconds, both ways", () => {
    const charge = draw({ ceilings: [limited(8, 300, 600)] });
    expect(powerAt(charge.curve, 299)).toBe(11_040);
    expect(powerAt(charge.curve, 306)).toBe(5_520);
    expect(averageW(charge, 306, 600)).toBe(5_520);
    expect(powerAt(charge.curve, 601)).toBe(8_220);
    expect(powerAt(charge.curve, 620)).toBe(11_040);
  });

  it("pauses below 6 A on a phase and begins again after a while", () => {
    const charge = draw({ ceilings: [limited(5.9, 300, 600)] });
    expect(averageW(charge, 312, 600)).toBe(0);
    const resumed = charge.steps.find(({ untilS, powerW }) => untilS > 612 && powerW === 0);
    expect((resumed?.untilS ?? 1) % GRID_SECONDS).toBe(0);
    expect(resumed?.untilS).toBeGreaterThanOrEqual(618);
    expect(resumed?.untilS).toBeLessThan(618 + GRID_SECONDS);
    expect(powerAt(draw({ ceilings: [limited(6)] }).curve, 600)).toBe(4_140);
  });

  it("strays from its limit by its drift alone, and never above what the car takes", () => {
    const over = draw({ ceilings: [limited(10)], following: { driftPercent: 5 } });
    expect(powerAt(over.curve, 600)).toBe(7_245);
    const under = draw({ ceilings: [limited(6)], following: { driftPercent: -5 } });
    expect(powerAt(under.curve, 600)).toBe(3_933);
    const most = draw({ ceilings: [limited(16)], following: { driftPercent: 5 } });
    expect(powerAt(most.curve, 600)).toBe(11_040);
  });

  it("stands for good under a limit of nothing", () => {
    const charge = draw({ ceilings: [limited(0)] });
    expect(charge.fullAfterS).toBeNull();
    expect(energyWh(charge, 500_000)).toBe(0);
  });
});

describe("a pause", () => {
  const paused = draw({ ceilings: [limited(0, 300, 600)] });

  it("is charging all the same, unless the charge counts it as parking", () => {
    expect(parkedStretches(paused, 900)).toEqual([]);
    const [pause, ...more] = parkedStretches({ ...paused, parksAtZero: true }, 900);
    expect(more).toEqual([]);
    expect([(pause?.fromS ?? 1) % GRID_SECONDS, (pause?.toS ?? 1) % GRID_SECONDS]).toEqual([0, 0]);
    expect(energyWh(paused, pause?.fromS ?? 0)).toBe(energyWh(paused, pause?.toS ?? 0));
  });

  it("stays one stretch where its curve is carried on in the middle of it", () => {
    const cut = paused.steps.flatMap((step) =>
      step.powerW === 0 ? [{ untilS: 451, powerW: 0 }, step] : [step],
    );
    const [whole] = parkedStretches({ ...paused, parksAtZero: true }, 900);
    expect(parkedStretches({ ...paused, curve: cut, parksAtZero: true }, 900)).toEqual([whole]);
  });
});
