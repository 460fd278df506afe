import { loadHighsSolve } from "@/solver/highs-solve";
import type { ControlRule } from "@/testing/site-year/control-rule";
import { perfectForesight } from "@/testing/site-year/perfect-foresight";
import { plannedRule } from "@/testing/site-year/planned-rule";
import { runYear, type YearFigures } from "@/testing/site-year/run-year";
import {
  earliestDeadlineFirst,
  equalShare,
  firstComeFirstServed,
  uncontrolled,
} from "@/testing/site-year/simple-rules";
import { aSiteYear } from "@/testing/site-year/site-year";

// A year of arrivals at a site of 54 charging points under each rule, beside what perfect foresight could have done.
// `KVITT_BENCH_DAYS` (365) and `KVITT_BENCH_SLOT_MINUTES` (15) make it shorter; `KVITT_BENCH_GRID_KW` (96) scarcer.

const days = setting("KVITT_BENCH_DAYS", 365, 365);
const slotMinutes = setting("KVITT_BENCH_SLOT_MINUTES", 15, 60);
const gridW = setting("KVITT_BENCH_GRID_KW", 96, 1000) * 1000;
const solve = await loadHighsSolve();
const year = aSiteYear({ days, slotMinutes, gridW, style: "REGULAR" });
const cheapYear = aSiteYear({ days, slotMinutes, gridW, style: "CHEAP" });
const needWh = year.visits.reduce((sum, visit) => sum + visit.needWh, 0);
const best = perfectForesight(year, solve);

console.log(
  `${year.visits.length} cars in ${days} days that want ${kwh(needWh)} kWh, slots of ${slotMinutes} minutes, ${year.gridW / 1000} kW for all, ${year.feederW / 1000} kW on each of two feeders`,
);
console.log(
  "| rule | energy kWh | of foresight | promises kept | 1 % get less than | peak kW | h over limit | SEK | SEK/kWh | messages a car | CPU s |",
);
console.log("| --- | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: |");
row("perfect foresight", [
  kwh(best.energyWh),
  percent(1),
  "",
  "",
  "",
  "0",
  Math.round(best.cost).toLocaleString("en"),
  (best.cost / (best.energyWh / 1000)).toFixed(3),
  "",
  "",
]);
measure(uncontrolled);
measure(equalShare);
measure(firstComeFirstServed);
measure(earliestDeadlineFirst((visit) => visit.departureSlot));
measure(plannedRule({ solve, isDepartureTold: true, name: "planned" }));
measure(plannedRule({ solve, isDepartureTold: true, name: "planned, cheap" }), cheapYear);
measure(
  plannedRule({
    solve,
    isDepartureTold: true,
    expectsCars: true,
    name: "planned, cheap, expecting cars",
  }),
  cheapYear,
);
measure({
  ...earliestDeadlineFirst((visit) => visit.guessSlot),
  name: "earliest deadline first, departures guessed",
});
measure(plannedRule({ solve, isDepartureTold: false, name: "planned, departures guessed" }));

function measure(rule: ControlRule, site = year): void {
  const cpu = process.cpuUsage();
  const figures = runYear(site, rule);
  const { user, system } = process.cpuUsage(cpu);
  row(figures.name, [...cells(figures), ((user + system) / 1e6).toFixed(1)]);
}

function cells(figures: YearFigures): string[] {
  return [
    kwh(figures.energyWh),
    percent(figures.energyWh / best.energyWh),
    percent(figures.promisesKept),
    percent(figures.leastShare),
    (figures.peakW / 1000).toFixed(0),
    figures.overLimitHours.toFixed(0),
    Math.round(figures.cost).toLocaleString("en"),
    (figures.cost / (figures.energyWh / 1000)).toFixed(3),
    (figures.messages / year.visits.length).toFixed(1),
  ];
}

function row(name: string, figures: readonly string[]): void {
  console.log(`| ${[name, ...figures].join(" | ")} |`);
}

function kwh(wattHours: number): string {
  return Math.round(wattHours / 1000).toLocaleString("en");
}

function percent(share: number): string {
  return `${(share * 100).toFixed(2)} %`;
}

function setting(name: string, otherwise: number, most: number): number {
  const value = Number(process.env[name] ?? otherwise);
  if (!Number.isInteger(value) || value < 1 || value > most)
    throw new Error(`${name} is a whole number from 1 to ${most}.`);
  return value;
}
