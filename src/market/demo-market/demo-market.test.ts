import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { forecastFrom } from "@/core/smart-charging/market/forecast";
import { QUARTER_MS } from "@/core/smart-charging/market/market-point";
import { zoneOf } from "@/core/time/local-time";
import { readEntsoe } from "@/market/entsoe-document";
import { demoPriceCents, demoZones, type DemoZone } from "./demo-curves";
import { writeDemoPrices, writeDemoProduction } from "./demo-documents";

const DAY_MS = 86_400_000;
const at = (day: string) =>
  Temporal.PlainDate.from(day).toZonedDateTime("Europe/Stockholm").epochMilliseconds;

const request = (from: string, until: string, zones: readonly DemoZone[] = demoZones) => ({
  zones,
  fromMs: at(from),
  untilMs: at(until),
  createdAt: Temporal.Instant.from("2026-11-22T12:00Z"),
});

const pricesOf = (zone: DemoZone, from: string, until: string) => {
  const cents: number[] = [];
  for (let ms = at(from); ms < at(until); ms += QUARTER_MS) cents.push(demoPriceCents(zone, ms));
  return cents;
};
const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

describe("the demo's made-up market", () => {
  it("is written as ENTSO-E would, and read without a problem, also over a change of time", () => {
    const prices = readEntsoe(writeDemoPrices(request("2026-10-24", "2026-10-27")));
    expect(prices.problems).toEqual([]);
    expect(prices.points).toHaveLength(4 * (96 + 100 + 96));
    expect(prices.points[0]?.valueMicro).toBe(
      BigInt(demoPriceCents("SE1", at("2026-10-24"))) * 10n,
    );
    const production = readEntsoe(writeDemoProduction(request("2026-11-20", "2026-11-21")));
    expect(production.problems).toEqual([]);
    expect(production.points).toHaveLength(4 * 96);
  });

  it("is the same every time", () => {
    const write = () => writeDemoPrices(request("2026-11-20", "2026-11-21"));
    expect(write()).toBe(write());
  });

  it("is dearer in the south, in winter and on working days", () => {
    const [se1, se2, se3, se4] = demoZones.map((zone) =>
      mean(pricesOf(zone, "2026-01-01", "2027-01-01")),
    ) as [number, number, number, number];
    expect(Math.max(se1, se2)).toBeLessThan(se3);
    expect(se3).toBeLessThan(se4);
    const winter = mean(pricesOf("SE3", "2026-01-01", "2026-03-01"));
    expect(winter).toBeGreaterThan(1.2 * mean(pricesOf("SE3", "2026-06-01", "2026-08-01")));
    const weekday = (first: string) =>
      mean(
        Array.from({ length: 26 }, (_, week) => {
          const start = Temporal.PlainDate.from(first).add({ weeks: week });
          return mean(pricesOf("SE4", start.toString(), start.add({ days: 1 }).toString()));
        }),
      );
    // Sundays and Wednesdays of half a year.
    expect(weekday("2026-05-03")).toBeLessThan(0.95 * weekday("2026-05-06"));
  });

  it("has two peaks on a working day", () => {
    const day = pricesOf("SE3", "2026-11-18", "2026-11-19");
    const hour = (from: number) => mean(day.slice(from * 4, from * 4 + 4));
    expect(hour(8)).toBeGreaterThan(1.2 * hour(3));
    expect(hour(18)).toBeGreaterThan(1.2 * hour(13));
    expect(hour(13)).toBeLessThan(hour(8));
  });

  it("falls below zero in the north on some summer middays, never in the south or in winter", () => {
    const negative = (zone: DemoZone, from: string, until: string) =>
      pricesOf(zone, from, until).filter((cents) => cents < 0).length;
    expect(negative("SE1", "2026-05-15", "2026-08-15")).toBeGreaterThan(20);
    expect(negative("SE2", "2026-05-15", "2026-08-15")).toBeGreaterThan(20);
    expect(negative("SE3", "2026-05-15", "2026-08-15")).toBe(0);
    expect(negative("SE1", "2026-11-01", "2027-02-01")).toBe(0);
  });
});

describe("the forecast on the demo's data", () => {
  const stockholm = zoneOf("Europe/Stockholm");
  if (!stockholm.ok) throw new Error("no such zone");
  const clock = stockholm.value;

  it("errs by as much as docs/energy-prices.md says, and by less than taking yesterday", () => {
    const docs = readFileSync(new URL("../../../docs/energy-prices.md", import.meta.url), "utf8");
    const [first, until] = [at("2026-09-28"), at("2026-11-23")];
    for (const zone of demoZones) {
      const known = new Map<number, bigint>();
      for (let ms = first - 35 * DAY_MS; ms < until; ms += QUARTER_MS) {
        known.set(ms, BigInt(demoPriceCents(zone, ms)) * 10n);
      }
      // It looks at nothing of the foretold day or later, so that one look at everything is enough.
      const forecast = forecastFrom(known, clock);
      const errors = { median: [] as number[], yesterday: [] as number[], level: [] as number[] };
      for (let ms = first; ms < until; ms += QUARTER_MS) {
        const truth = Number(known.get(ms)) / 1000;
        errors.level.push(truth);
        errors.median.push(Math.abs(Number(forecast.at(ms)) / 1000 - truth));
        errors.yesterday.push(Math.abs(Number(known.get(ms - DAY_MS)) / 1000 - truth));
      }
      expect(mean(errors.median)).toBeLessThan(mean(errors.yesterday));
      const [level, median, yesterday] = [errors.level, errors.median, errors.yesterday].map(
        (all) => mean(all).toFixed(1),
      );
      const row = `| ${zone} | ${level} | ${median} | ${yesterday} |`;
      expect(docs.replaceAll(/ +/g, " ")).toContain(row);
    }
  });
});
