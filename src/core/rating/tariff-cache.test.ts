import { describe, expect, it } from "vitest";

import { micro } from "@/core/money/quantity";
import { fromJson, toJson } from "@/core/roaming/json";
import type { Tariff } from "@/core/roaming/tariff";

import { element, tariff } from "./build.fixture";
import { compileTariff } from "./compile-tariff";
import { TariffCache } from "./tariff-cache";

const at = Temporal.Instant.from("2026-07-01T10:00:00Z");
const whole = tariff(
  [
    element(["FLAT 0.5 @25"]),
    element(["ENERGY 4.5 @25 /100", "TIME 3 @25"], {
      startTime: "17:00",
      endTime: "21:00",
      startDate: "2026-01-01",
      endDate: "2027-01-01",
      minKwh: 1n,
      maxKwh: 2n,
      minCurrent: 3n,
      maxCurrent: 4n,
      minPower: 5n,
      maxPower: 6n,
      minDuration: 7,
      maxDuration: 8,
      dayOfWeek: ["MONDAY"],
      reservation: "RESERVATION",
    }),
  ],
  {
    type: "REGULAR",
    startDateTime: at,
    endDateTime: at.add({ hours: 1 }),
    minPrice: { beforeTaxes: micro("1"), afterTaxes: micro("1.25") },
    maxPrice: { beforeTaxes: micro("9"), afterTaxes: micro("11.25") },
  },
);
const copyOf = (one: Tariff) => fromJson(toJson(one)) as Tariff;

/** Every tariff that differs from `one` in a single value, with the path of that value. */
function variants(one: Tariff): [string, Tariff][] {
  const found: [string, Tariff][] = [];
  const walk = (value: unknown, path: (string | number)[]): void => {
    if (typeof value === "object" && value !== null && !(value instanceof Temporal.Instant)) {
      for (const [key, entry] of Object.entries(value))
        walk(entry, [...path, Array.isArray(value) ? Number(key) : key]);
      return;
    }
    for (const changed of [other(value), undefined]) {
      const copy = copyOf(one);
      const parent = path
        .slice(0, -1)
        .reduce<unknown>(
          (target, key) => (target as Record<string | number, unknown>)[key],
          copy,
        ) as Record<string | number, unknown>;
      const key = path.at(-1) ?? "";
      if (Array.isArray(parent) && changed === undefined) parent.splice(Number(key), 1);
      else parent[key] = changed;
      found.push([`${path.join(".")} = ${String(changed)}`, copy]);
    }
  };
  walk(one, []);
  return found;
}

function other(value: unknown): unknown {
  if (typeof value === "bigint") return value + 1n;
  if (typeof value === "number") return value + 1;
  if (value instanceof Temporal.Instant) return value.add({ seconds: 1 });
  return typeof value === "string" ? `${value}x` : "NO";
}

// Party and time of the last change do not price; id and currency are never absent.
const UNPRICED = /^(countryCode|partyId|lastUpdated|tariffAltText)|^(id|currency) = undefined/;

describe("compiled tariffs", () => {
  it("are found again by content, where a CDR brings the same tariff as new objects", () => {
    const first = compileTariff(whole);
    expect(compileTariff(whole)).toBe(first);
    expect(compileTariff(copyOf(whole))).toBe(first);
  });

  it.each(variants(whole).filter(([name]) => !UNPRICED.test(name)))(
    "are never taken for those of a tariff that differs in %s",
    (_name, changed) => {
      const cache = new TariffCache<string>();
      cache.keep(whole, "whole");
      expect(cache.find(changed)).toBeUndefined();
      cache.keep(changed, "changed");
      expect(cache.find(copyOf(changed))).toBe("changed");
      expect(cache.find(copyOf(whole))).not.toBe("changed");
    },
  );

  it("are dropped, the oldest first, so that a partner can't fill the memory", () => {
    const cache = new TariffCache<number>();
    const many = (count: number) => tariff([element([`ENERGY ${count}`])], { id: `T${count}` });
    for (let count = 0; count < 4_001; count++) cache.keep(many(count), count);
    expect(cache.find(many(0))).toBeUndefined();
    expect(cache.find(many(4_000))).toBe(4_000);
  });
});
