import { invariant } from "@/core/invariant";
import { explainCdr } from "@/core/rating/explain";
import { priceCdr } from "@/core/rating/price-cdr";
import type { PriceableCdr } from "@/core/rating/price-input";
import type { Tariff } from "@/core/roaming/tariff";
import { zoneOf } from "@/core/time/local-time";
import { readJson } from "@/ocpi/read-json";
import { parseCdr } from "@/ocpi/v2_2_1/parse";
import { readPriceable } from "@/ocpi/v2_2_1/read-priceable";

import type { BenchCase } from "./rating/cases";
import { CASES } from "./rating/cases";
import { floatPeriods, floatTariff, priceFloat } from "./rating/floating-point";

// How many CDRs a core prices in a second: of objects, and of the JSON that a CPO sends, its tariff in
// it, read by the codec or by the quick reading. Candidates take turns, because only ratios within a run
// mean something on a shared machine.

const ROUNDS = 9;
const ROUND_MS = 150;
const CALLS = 50;
const timeZone = "Europe/Stockholm";
const receivedAt = Temporal.Instant.from("2026-07-03T00:00:00Z");
const zone = zoneOf(timeZone);
invariant(zone.ok, "no zone");
const wall = zone.value;

let sink = 0;

function price(cdr: PriceableCdr, tariffs: readonly Tariff[]): number {
  const outcome = priceCdr({ cdr, tariffs, timeZone });
  invariant(outcome.ok && outcome.value.net !== null, "unpriceable");
  return Number(outcome.value.net.n % 7n);
}

function explain(cdr: PriceableCdr, tariffs: readonly Tariff[]): number {
  const outcome = priceCdr({ cdr, tariffs, timeZone });
  invariant(outcome.ok, "unpriceable");
  return explainCdr({ cdr, tariffs, timeZone, priced: outcome.value }).length;
}

function readByCodec(bytes: Uint8Array) {
  const json = readJson(bytes);
  invariant(json.ok, "no JSON");
  const parsed = parseCdr(json.value.json, receivedAt);
  invariant(parsed.ok, "refused");
  return parsed.value.cdr;
}

function readQuickly(text: string) {
  const reading = readPriceable(text);
  invariant(reading !== undefined, "not read");
  return reading;
}

function candidatesOf({ text, bytes, cdr, tariffs }: BenchCase): Record<string, () => number> {
  const [tariff] = tariffs;
  invariant(tariff !== undefined, "no tariff");
  const floats = floatTariff(tariff);
  const periods = floatPeriods(cdr);
  return {
    "price only": () => price(cdr, tariffs),
    "price and explain": () => explain(cdr, tariffs),
    "floating point, no lines": () => priceFloat(periods, floats, wall),
    "quick reading + price": () => {
      const reading = readQuickly(text);
      return price(reading.cdr, reading.tariffs);
    },
    "codec + price": () => {
      const whole = readByCodec(bytes);
      return price(whole, whole.tariffs);
    },
    "JSON.parse alone": () => (JSON.parse(text) as { currency: string }).currency.length,
  };
}

/**
 * Calls per second of processor time of each candidate, the median of its rounds: a core that others
 * use meanwhile counts as much as it worked for us, its garbage collection in other threads included.
 */
function measure(candidates: Record<string, () => number>): Map<string, number> {
  const rates = new Map<string, number[]>();
  for (let round = 0; round <= ROUNDS; round++)
    for (const [name, run] of Object.entries(candidates)) {
      const start = process.cpuUsage();
      let calls = 0;
      let usedMs = 0;
      for (; usedMs < ROUND_MS; usedMs = cpuMs(start), calls += CALLS)
        for (let i = 0; i < CALLS; i++) sink += run();
      // The first round warms up.
      if (round > 0) rates.set(name, [...(rates.get(name) ?? []), (calls * 1000) / usedMs]);
    }
  return new Map([...rates].map(([name, all]) => [name, medianOf(all)]));
}

function cpuMs(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

function medianOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

for (const one of CASES) {
  const rates = measure(candidatesOf(one));
  const floating = rates.get("floating point, no lines") ?? 1;
  console.log(`${one.name} (${one.bytes.length.toLocaleString("en")} bytes)`);
  for (const [label, rate] of rates) {
    const perSecond = `${Math.round(rate).toLocaleString("en")}/s`.padStart(14);
    console.log(
      `  ${label.padEnd(28)}${perSecond}   ${(rate / floating).toFixed(3)} of floating point`,
    );
  }
}
// Keeps the results alive, so that nothing measured is optimized away.
console.log(
  `node ${process.version}, tz ${process.versions.tz}, ${sink === 0 ? "nothing" : "all"} measured`,
);
