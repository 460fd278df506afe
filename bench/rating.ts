import { invariant } from "@/core/invariant";
import { cdr, element, period, tariff } from "@/core/rating/build.fixture";
import { priceCdr } from "@/core/rating/price-cdr";
import type { PriceableCdr } from "@/core/rating/price-cdr";
import type { Json } from "@/core/roaming/json";
import { fromJson, toJson } from "@/core/roaming/json";
import type { Tariff } from "@/core/roaming/tariff";
import type { Zone } from "@/core/time/local-time";
import { localAt, zoneOf } from "@/core/time/local-time";

// How many CDRs a core prices in a second, against plain floating point and against reading the CDR
// from JSON first. All in one run, in turns, because only ratios mean something on a shared machine.

const ROUNDS = 7;
const ROUND_MS = 150;
const timeZone = "Europe/Stockholm";
const zone = zoneOf(timeZone);
invariant(zone.ok, "no zone");

type Case = { name: string; cdr: PriceableCdr; tariff: Tariff };

const windows = (count: number) =>
  Array.from({ length: count }, (_, index) => {
    const minutes = (index * 1440) / count;
    const text = (total: number) =>
      `${String(Math.floor(total / 60) % 24).padStart(2, "0")}:${String(total % 60).padStart(2, "0")}`;
    const restrictions = { startTime: text(minutes), endTime: text(minutes + 1440 / count) };
    return element([`ENERGY 0.${20 + index} @25`, "PARKING_TIME 3 @25 /60"], restrictions);
  });
const threePeriods = [
  period("2026-07-01T13:40:00Z", "ENERGY 10.2", "TIME 1.3333"),
  period("2026-07-01T15:00:00Z", "ENERGY 6.35", "TIME 0.5"),
  period("2026-07-01T15:30:00Z", "PARKING_TIME 0.2167"),
];
const cases: Case[] = [
  {
    name: "1 period",
    cdr: cdr("2026-07-01T11:00:00Z", [period("2026-07-01T10:00:00Z", "ENERGY 20.45", "TIME 1")]),
    tariff: tariff([element(["FLAT 0.5 @25", "ENERGY 0.25 @25 /100"])]),
  },
  {
    name: "3 periods, time windows",
    cdr: cdr("2026-07-01T15:43:00Z", threePeriods),
    tariff: tariff([element(["FLAT 0.5 @25"]), ...windows(4)]),
  },
  {
    name: "48-element tariff",
    cdr: cdr("2026-07-01T15:43:00Z", threePeriods),
    tariff: tariff(windows(48)),
  },
];

function price(one: PriceableCdr, by: Tariff): bigint {
  const outcome = priceCdr({ cdr: one, tariffs: [by], timeZone });
  invariant(outcome.ok && outcome.value.net !== null, "unpriceable");
  return outcome.value.net.n;
}

// The baseline: the same choice of component and the same step, in doubles, without notes or lines.
type FloatElement = { startS: number; endS: number; price: Map<string, number>; step: number };

function floatTariff(by: Tariff): FloatElement[] {
  return by.elements.map(({ priceComponents, restrictions }) => ({
    startS: secondsOf(restrictions?.startTime, 0),
    endS: secondsOf(restrictions?.endTime, 86_400) || 86_400,
    price: new Map(priceComponents.map((one) => [one.type, Number(one.price) / 1e6])),
    step: priceComponents[0]?.stepSize ?? 1,
  }));
}

function secondsOf(text: string | undefined, absent: number): number {
  if (text === undefined) return absent;
  const [hours = 0, minutes = 0] = text.split(":").map(Number);
  return hours * 3600 + minutes * 60;
}

type FloatPeriod = { startMs: number; volumes: [string, number][] };

function priceFloat(
  periods: readonly FloatPeriod[],
  by: readonly FloatElement[],
  at: Zone,
): number {
  let total = 0;
  let hasFlat = false;
  let energy = 0;
  let last: { price: number; step: number } | undefined;
  for (const { startMs, volumes } of periods) {
    const { secondsOfDay } = localAt(at, startMs);
    const select = (type: string) =>
      by.find(
        (one) => secondsOfDay >= one.startS && secondsOfDay < one.endS && one.price.has(type),
      );
    const flat: number | undefined = hasFlat ? undefined : select("FLAT")?.price.get("FLAT");
    hasFlat ||= flat !== undefined;
    total += flat ?? 0;
    for (const [type, volume] of volumes) {
      const found = select(type);
      if (found === undefined) continue;
      const unit = found.price.get(type) ?? 0;
      total += unit * volume;
      if (type !== "ENERGY") continue;
      energy += volume;
      last = { price: unit, step: found.step };
    }
  }
  if (last === undefined) return total;
  const billed = (Math.ceil((energy * 1000) / last.step) * last.step) / 1000;
  return total + (billed - energy) * last.price;
}

let sink = 0;

/** Calls per second, the best of the rounds; the candidates take turns within each round. */
function measure(candidates: Record<string, () => number>): Record<string, number> {
  const best: Record<string, number> = {};
  for (let round = 0; round < ROUNDS; round++)
    for (const [name, run] of Object.entries(candidates)) {
      const end = performance.now() + ROUND_MS;
      const start = performance.now();
      let calls = 0;
      for (; performance.now() < end; calls += 50) for (let i = 0; i < 50; i++) sink += run();
      const rate = (calls * 1000) / (performance.now() - start);
      best[name] = Math.max(best[name] ?? 0, rate);
    }
  return best;
}

function print(name: string, rates: Record<string, number>): void {
  const base = rates["price only"] ?? 1;
  console.log(name);
  for (const [label, rate] of Object.entries(rates)) {
    const perSecond = `${Math.round(rate).toLocaleString("en")}/s`.padStart(14);
    console.log(`  ${label.padEnd(38)}${perSecond}   ${(rate / base).toFixed(3)} of price only`);
  }
}

for (const { name, cdr: one, tariff: by } of cases) {
  const text = JSON.stringify(toJson(one));
  const withTariff = JSON.stringify(toJson({ ...one, tariffs: [by] }));
  const floats = floatTariff(by);
  const periods = one.chargingPeriods.map(({ startDateTime, dimensions }): FloatPeriod => ({
    startMs: startDateTime.epochMilliseconds,
    volumes: dimensions.map(({ type, volume }) => [type, Number(volume) / 1e6]),
  }));
  const read = (json: string) => fromJson(JSON.parse(json) as Json);
  print(
    name,
    measure({
      "price only": () => Number(price(one, by) % 7n),
      "floating point": () => priceFloat(periods, floats, zone.value),
      "JSON.parse": () => (JSON.parse(text) as PriceableCdr).currency.length,
      "stored JSON, then price": () => Number(price(read(text) as PriceableCdr, by) % 7n),
      "stored JSON with its tariff, then price": () => {
        const whole = read(withTariff) as PriceableCdr & { tariffs: [Tariff] };
        return Number(price(whole, whole.tariffs[0]) % 7n);
      },
    }),
  );
}
// Keeps the results alive, so that nothing measured is optimized away.
console.log(
  `node ${process.version}, tz ${process.versions.tz}, ${sink === 0 ? "nothing" : "all"} measured`,
);
