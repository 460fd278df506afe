import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { micro } from "@/core/money/quantity";
import type { Price } from "@/core/roaming/price";

import { cdr, element, period, tariff } from "./build.fixture";
import { priceCdr } from "./price-cdr";
import type { ReadingName } from "./reading-names";
import { READING_NAMES, standingOf } from "./reading-names";
import { alternativeReadings, type ReadingsInput } from "./readings";
import { reconcileCdr } from "./reconcile";

const noon = "2026-07-01T12:00:00Z";
const atOne = "2026-07-01T13:00:00Z";
const atTwo = "2026-07-01T14:00:00Z";
const plain = tariff([element(["ENERGY 0.25 @20"])]);
const kwh20 = cdr(atOne, [period(noon, "ENERGY 20")]);
const minutes = tariff([element(["TIME 6 /600", "PARKING_TIME 3 /600"])]);
const parked = cdr(atTwo, [
  period(noon, "TIME 0.35"),
  period("2026-07-01T12:21:00Z", "PARKING_TIME 0.2"),
]);
const steps = tariff([
  // 13:00 UTC is 15:00 in Stockholm.
  element(["ENERGY 0.2 /500"], { endTime: "15:00" }),
  element(["ENERGY 0.27 /500"]),
]);
const twoPeriods = cdr(atTwo, [period(noon, "ENERGY 4.3"), period(atOne, "ENERGY 1.1")]);
const night = tariff([element(["ENERGY 0.1"], { endTime: "13:00" }), element(["ENERGY 0.4"])]);
const limited = tariff([element(["ENERGY 0.25 @20"])], {
  maxPrice: { beforeTaxes: micro("3"), afterTaxes: micro("3.6") },
});
const cheaper = tariff([element(["ENERGY 0.21 @20"])]);

type Case = {
  readonly name: ReadingName;
  readonly input: ReadingsInput;
  readonly net: string;
  readonly gross?: string;
  readonly more?: object;
};

const base = { timeZone: "Europe/Stockholm" } as const;
const cases: readonly Case[] = [
  { name: "vat-twice", input: { ...base, cdr: kwh20, tariffs: [plain] }, net: "6", gross: "7.2" },
  { name: "vat-twice", input: { ...base, cdr: kwh20, tariffs: [plain] }, net: "5", gross: "7.2" },
  { name: "gross-as-net", input: { ...base, cdr: kwh20, tariffs: [plain] }, net: "6", gross: "6" },
  {
    name: "no-tax-charged",
    input: { ...base, cdr: kwh20, tariffs: [plain] },
    net: "5",
    gross: "5",
  },
  {
    name: "prices-include-tax",
    input: { ...base, cdr: kwh20, tariffs: [plain] },
    net: "4.17",
    gross: "5",
  },
  // 21 minutes and 12 minutes: parking alone goes up to 20 minutes, 2.10 + 1.00.
  {
    name: "step-both-times",
    input: { ...base, cdr: parked, tariffs: [minutes] },
    net: "4",
  },
  { name: "step-ignored", input: { ...base, cdr: parked, tariffs: [minutes] }, net: "2.7" },
  // The known case: 5.5 kWh as one, and 4.5 + 1.5 kWh by period.
  {
    name: "step-each-period",
    input: {
      ...base,
      cdr: cdr(atTwo, [period(noon, "ENERGY 4.3"), period(atOne, "ENERGY 1.1")]),
      tariffs: [tariff([element(["ENERGY 0.25 /500"])])],
    },
    net: "1.5",
  },
  {
    name: "step-each-component",
    input: { ...base, cdr: twoPeriods, tariffs: [steps] },
    net: "1.305",
  },
  {
    name: "step-strictly-greater",
    input: {
      ...base,
      cdr: cdr(atOne, [period(noon, "ENERGY 20")]),
      tariffs: [tariff([element(["ENERGY 0.25 /1000"])])],
    },
    net: "5.25",
  },
  // 12:00 UTC is 14:00 in Stockholm.
  { name: "utc-windows", input: { ...base, cdr: kwh20, tariffs: [night] }, net: "2" },
  {
    name: "flat-each-period",
    input: {
      ...base,
      cdr: cdr(atTwo, [period(noon, "ENERGY 10"), period(atOne, "ENERGY 10")]),
      tariffs: [tariff([element(["FLAT 2", "ENERGY 0.25"])])],
    },
    net: "9",
  },
  {
    name: "limits-ignored",
    input: { ...base, cdr: kwh20, tariffs: [limited] },
    net: "5",
    gross: "6",
  },
  {
    name: "first-element-only",
    input: {
      ...base,
      cdr: kwh20,
      tariffs: [tariff([element(["FLAT 1"]), element(["ENERGY 0.25"])])],
    },
    net: "1",
  },
  {
    name: "other-version",
    input: {
      ...base,
      cdr: kwh20,
      tariffs: [plain],
      otherVersions: [{ label: "May", tariffs: [cheaper] }],
    },
    net: "4.2",
    gross: "5.04",
    more: { label: "May" },
  },
  {
    name: "wall-clock-time",
    input: {
      ...base,
      cdr: cdr(atTwo, [period(noon, "TIME 0.5"), period(atOne, "TIME 0.5")]),
      tariffs: [tariff([element(["TIME 2"])])],
    },
    net: "4",
  },
  {
    name: "withheld-as-parking",
    input: {
      ...base,
      cdr: cdr(atTwo, [period(noon, "TIME 0.5")]),
      tariffs: [tariff([element(["TIME 2", "PARKING_TIME 4"])])],
    },
    net: "7",
  },
  {
    name: "wh-as-kwh",
    input: { ...base, cdr: kwh20, tariffs: [plain] },
    net: "5000",
    gross: "6000",
  },
  {
    name: "periods-in-wh",
    input: { ...base, cdr: cdr(atOne, [period(noon, "ENERGY 20000")]), tariffs: [plain] },
    net: "5",
    gross: "6",
  },
  {
    name: "power-estimated",
    input: {
      ...base,
      cdr: kwh20,
      tariffs: [
        tariff([
          element(["ENERGY 0.9"], { minPower: micro("50") }),
          element(["ENERGY 0.5"], { minPower: micro("15") }),
          element(["ENERGY 0.25"]),
        ]),
      ],
    },
    net: "10",
  },
];

const judge = ({ input, net, gross }: Case) => {
  const claim: Price = {
    beforeTaxes: micro(net),
    ...(gross !== undefined && { afterTaxes: micro(gross) }),
  };
  return reconcileCdr({ ...input, claim, tolerance: 0n }).verdict;
};

describe("a claim that ours does not give", () => {
  it.each(cases)("is named $name, with what that explains", (one) => {
    const verdict = judge(one);
    expect(verdict.reading).toBe(one.name);
    expect(verdict.explained).toMatchObject({ reading: one.name, ...one.more });
    const { explainedMicro, remainingMicro } = verdict.explained ?? {
      explainedMicro: 0n,
      remainingMicro: 0n,
    };
    const half = 5_000n;
    expect(explainedMicro).not.toBe(0n);
    expect(remainingMicro >= -half && remainingMicro <= half).toBe(true);
  });

  it("is explainable but by an absurd reading, which leaves it a mismatch with its name", () => {
    for (const one of cases) {
      const isAbsurd = standingOf(one.name) === "absurd";
      expect([one.name, judge(one).verdict]).toEqual([
        one.name,
        isAbsurd ? "mismatch" : "explainable",
      ]);
    }
    expect(cases.filter(({ name }) => standingOf(name) === "absurd")).toHaveLength(2);
  });

  it("is explained by two readings only where no single one does, and the second is of taxes", () => {
    const windows = tariff([
      element(["ENERGY 0.1 @20"], { endTime: "13:00" }),
      element(["ENERGY 0.4 @20"]),
    ]);
    const { verdict } = reconcileCdr({
      ...base,
      cdr: kwh20,
      tariffs: [windows],
      claim: { beforeTaxes: micro("2"), afterTaxes: micro("2") },
      tolerance: 0n,
    });
    expect(verdict.explained).toMatchObject({
      reading: "utc-windows",
      second: "no-tax-charged",
      standing: "mistake",
    });
  });

  it("must be given on both sides of tax", () => {
    const input = { ...base, cdr: kwh20, tariffs: [plain] };
    expect(judge({ name: "vat-twice", input, net: "6", gross: "9" })).toMatchObject({
      verdict: "mismatch",
      reading: null,
    });
  });

  it("is given to a mistake of the CPO only if nothing arguable gives it", () => {
    // 0.40 is the price at the period's end, and that of the second element alone.
    const by = tariff([element(["ENERGY 0.2"], { endTime: "17:00" }), element(["ENERGY 0.4"])]);
    const of = cdr("2026-07-01T17:30:00Z", [period("2026-07-01T16:50:00Z", "ENERGY 10")]);
    const { reading } = judge({
      name: "period-split",
      input: {
        cdr: of,
        tariffs: [by],
        timeZone: "UTC",
        otherVersions: [{ label: "x", tariffs: [tariff([element(["ENERGY 0.4"])])] }],
      },
      net: "4",
    });
    expect(reading).toBe("period-split");
  });

  it("says the amount of the side that differs", () => {
    const input = { ...base, cdr: kwh20, tariffs: [plain] };
    const { explained } = judge({ name: "no-tax-charged", input, net: "5", gross: "5" });
    expect(explained).toMatchObject({ side: "gross", explainedMicro: micro("-1") });
  });
});

describe("readings", () => {
  const hours = fc
    .integer({ min: 1, max: 5_000 })
    .map((n) => `TIME 0.${String(n).padStart(4, "0")}`);
  const energy = fc.integer({ min: 1, max: 90_000 }).map((n) => `ENERGY ${n / 1000}`);
  const anInput = fc
    .tuple(fc.array(fc.tuple(energy, hours), { minLength: 1, maxLength: 4 }), fc.nat(3))
    .map(([volumes, step]): ReadingsInput => {
      const size = [1, 60, 500, 900][step] ?? 1;
      const periods = volumes.map(([e, h], at) => period(`2026-07-01T1${at}:00:00Z`, e, h));
      const by = tariff([
        element([`ENERGY 0.31 @19 /${size}`, `TIME 2.4 @19 /${size}`, "FLAT 1 @19"]),
      ]);
      return { ...base, cdr: cdr("2026-07-01T20:00:00Z", periods), tariffs: [by] };
    });

  it("never lower a price by rounding up in more places", () => {
    fc.assert(
      fc.property(anInput, (input) => {
        const priced = priceCdr(input);
        if (!priced.ok || priced.value.net === null) return false;
        const { n, d } = priced.value.net;
        const wider: readonly ReadingName[] = [
          "step-each-period",
          "step-both-times",
          "step-strictly-greater",
        ];
        return alternativeReadings(input, priced.value).single.every(
          ({ name, net }) =>
            net === null || !wider.includes(name) || net.low.n * d >= n * net.low.d,
        );
      }),
      { numRuns: 60 },
    );
  });

  it("are found by the figures that they themselves give", () => {
    fc.assert(
      fc.property(anInput, fc.nat(60), (input, pick) => {
        const priced = priceCdr(input);
        if (!priced.ok) return false;
        const { single } = alternativeReadings(input, priced.value);
        const reading = single[pick % single.length];
        if (reading === undefined || reading.net === null || reading.gross === null) return true;
        const cents = ({ n, d }: { n: bigint; d: bigint }) => ((n * 200n + d) / (2n * d)) * 10_000n;
        const claim = {
          beforeTaxes: cents(reading.net.low),
          afterTaxes: cents(reading.gross.low),
        };
        const { verdict } = reconcileCdr({ ...input, claim, tolerance: 0n });
        if (verdict.verdict === "match" || verdict.verdict === "rounding") return true;
        // The simplest is named: never a later one than the one that the claim was made with.
        const found = verdict.explained?.reading;
        return found !== undefined && isNoWorse(found, reading.name);
      }),
      { numRuns: 120 },
    );
  });

  function isNoWorse(found: ReadingName, made: ReadingName): boolean {
    const weight = { arguable: 0, mistake: 1, absurd: 2 };
    const [a, b] = [weight[standingOf(found)], weight[standingOf(made)]];
    return a < b || (a === b && READING_NAMES.indexOf(found) <= READING_NAMES.indexOf(made));
  }
});
