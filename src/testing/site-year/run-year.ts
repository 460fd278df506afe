import type { ControlRule, PresentCar } from "./control-rule";
import { feederOf, type SiteYear } from "./site-year";
import type { Visit } from "./visits";

/** What a year under a rule came to. */
export interface YearFigures {
  readonly name: string;
  readonly energyWh: number;
  /** Share of the cars that left with at least 99 % of what they wanted. */
  readonly promisesKept: number;
  /** The served share that all but one car in a hundred got at least. */
  readonly leastShare: number;
  readonly peakW: number;
  readonly overLimitHours: number;
  readonly cost: number;
  readonly messages: number;
}

// As the product decides what is worth a message (core/smart-charging/site-state/worth-sending.ts).
const NOTABLE_W = 500;
const NEAR_MINUTES = 10;
const IS_KEPT = 0.99;
// A car that lacks less is full.
const FULL_WH = 1;

/** Runs the year slot by slot: cars come and go, the rule decides, stations are told, cars draw what they may. */
export function runYear(year: SiteYear, rule: ControlRule): YearFigures {
  const hours = year.slotMinutes / 60;
  const served = new Map<Visit, number>();
  const meter = { energyWh: 0, cost: 0, peakW: 0, overLimitHours: 0, messages: 0 };
  let cars: PresentCar[] = [];
  let nextVisit = 0;
  for (let slot = 0; slot < year.slots; slot += 1) {
    const staying = cars.filter(({ visit }) => visit.departureSlot > slot);
    let isChanged = staying.length !== cars.length;
    cars = staying;
    for (let visit = year.visits[nextVisit]; visit?.arrivalSlot === slot;) {
      cars.push({ visit, leftWh: visit.needWh, told: [0], toldFrom: slot });
      isChanged = true;
      nextVisit += 1;
      visit = year.visits[nextVisit];
    }
    if (cars.length === 0) continue;
    const powers = rule.decide({ year, slot, cars, isChanged });
    meter.messages += tell(year, { cars, slot, powers });
    const drawn = draw(cars, slot, hours);
    let totalWh = 0;
    const feederWh: [number, number] = [0, 0];
    for (const [visit, wattHours] of drawn) {
      served.set(visit, (served.get(visit) ?? 0) + wattHours);
      totalWh += wattHours;
      feederWh[feederOf(visit)] += wattHours;
    }
    meter.energyWh += totalWh;
    meter.cost += (totalWh / 1000) * (year.price[slot] ?? 0);
    meter.peakW = Math.max(meter.peakW, totalWh / hours);
    if (totalWh / hours > year.gridW + 0.5 || Math.max(...feederWh) / hours > year.feederW + 0.5)
      meter.overLimitHours += hours;
  }
  return { name: rule.name, ...meter, ...promises(year, served) };
}

function promises(year: SiteYear, served: ReadonlyMap<Visit, number>) {
  const shares = year.visits
    .map((visit) => (served.get(visit) ?? 0) / visit.needWh)
    .toSorted((a, b) => a - b);
  return {
    promisesKept: shares.filter((share) => share >= IS_KEPT).length / shares.length,
    leastShare: shares[Math.floor(shares.length / 100)] ?? 1,
  };
}

interface Telling {
  readonly cars: readonly PresentCar[];
  readonly slot: number;
  readonly powers: ReadonlyMap<Visit, readonly number[]>;
}

/**
 * Tells stations what differs soon from what they were told: a start, a stop, or enough W; and any cut, however small,
 * where a limit would be exceeded without it. Returns the number of messages.
 */
function tell(year: SiteYear, { cars, slot, powers }: Telling): number {
  const near = Math.ceil(NEAR_MINUTES / year.slotMinutes) + 1;
  let messages = 0;
  const send = (car: PresentCar, power: readonly number[]) => {
    car.told = power;
    car.toldFrom = slot;
    messages += 1;
  };
  const unsaid: { readonly car: PresentCar; readonly power: readonly number[] }[] = [];
  for (const car of cars) {
    const power = powers.get(car.visit);
    if (power === undefined) continue;
    const differs = Array.from({ length: near }, (_, ahead) =>
      isNotable(powerIn(power, ahead), toldIn(car, slot + ahead)),
    );
    if (differs.includes(true)) send(car, power);
    else unsaid.push({ car, power });
  }
  // A profile that goes down in one slot may go up in another: looked at again until no limit is exceeded.
  for (;;) {
    const over = Array.from({ length: near }, (_, ahead) => ahead).filter((ahead) =>
      isOver(year, cars, slot + ahead),
    );
    const next = unsaid.findIndex(({ car, power }) =>
      over.some((ahead) => powerIn(power, ahead) < toldIn(car, slot + ahead)),
    );
    const [cut] = next === -1 ? [] : unsaid.splice(next, 1);
    if (cut === undefined) break;
    send(cut.car, cut.power);
  }
  return messages;
}

function isNotable(watt: number, before: number): boolean {
  if (watt === before) return false;
  return watt === 0 || before === 0 || Math.abs(watt - before) >= NOTABLE_W;
}

/** Whether what stations were told exceeds a limit in a slot. */
function isOver(year: SiteYear, cars: readonly PresentCar[], slot: number): boolean {
  const feeders: [number, number] = [0, 0];
  for (const car of cars)
    if (car.leftWh > 0 && car.visit.departureSlot > slot)
      feeders[feederOf(car.visit)] += toldIn(car, slot);
  return feeders[0] + feeders[1] > year.gridW || Math.max(...feeders) > year.feederW;
}

function powerIn(power: readonly number[], ahead: number): number {
  return power[Math.min(ahead, power.length - 1)] ?? 0;
}

function toldIn({ told, toldFrom }: PresentCar, slot: number): number {
  return told[Math.min(slot - toldFrom, told.length - 1)] ?? 0;
}

/** Wh that each car takes in a slot: what it may, or less where it is full sooner. */
function draw(cars: readonly PresentCar[], slot: number, hours: number): Map<Visit, number> {
  const drawn = new Map<Visit, number>();
  for (const car of cars) {
    const may = Math.min(toldIn(car, slot), car.visit.maxW);
    if (may < car.visit.minW) continue;
    const wattHours = Math.min(may * hours, car.leftWh);
    const leftWh = car.leftWh - wattHours;
    car.leftWh = leftWh < FULL_WH ? 0 : leftWh;
    drawn.set(car.visit, wattHours);
  }
  return drawn;
}
