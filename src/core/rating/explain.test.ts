import { describe, expect, it } from "vitest";

import { formatRational, micro } from "@/core/money/quantity";

import { cdr, element, period, tariff } from "./build.fixture";
import { explainCdr } from "./explain";
import { priceCdr } from "./price-cdr";
import { priceRetail } from "./retail";
import {
  decodeExplanation,
  decodeRetailPrice,
  encodeExplanation,
  encodeRetailPrice,
} from "./stored-price";

const evening = tariff(
  [
    element(["ENERGY 0.40 @25 /500"], {
      startTime: "17:00",
      dayOfWeek: ["THURSDAY", "FRIDAY"],
      minKwh: micro("0.5"),
    }),
    element(["FLAT 1 @25", "ENERGY 0.20 @25"]),
  ],
  { maxPrice: { beforeTaxes: micro("3.75"), afterTaxes: micro("5") } },
);
const charge = cdr("2026-11-12T17:00:00Z", [
  period("2026-11-12T15:00:00Z", "ENERGY 10"),
  period("2026-11-12T16:30:00Z", "ENERGY 4.6"),
]);
const timeZone = "Europe/Stockholm";
const outcome = priceCdr({ cdr: charge, tariffs: [evening], timeZone });
if (!outcome.ok) throw new Error(outcome.reason.code);
const lines = explainCdr({ cdr: charge, tariffs: [evening], timeZone, priced: outcome.value });

describe("an explanation", () => {
  it("names the element, the wall clock and the restrictions that made it apply", () => {
    const [flat, first, second] = lines.map(({ item }) => item);
    expect(flat).toMatchObject({
      dimension: "FLAT",
      unit: "session",
      elementIndex: 1,
      because: [],
    });
    expect(first).toMatchObject({
      dimension: "ENERGY",
      periodIndex: 0,
      elementIndex: 1,
      componentIndex: 1,
      localStart: { date: 20261112, secondsOfDay: 16 * 3600, weekday: 4 },
    });
    expect(second).toMatchObject({
      dimension: "ENERGY",
      elementIndex: 0,
      localStart: { secondsOfDay: 17.5 * 3600 },
      because: [
        { name: "dayOfWeek", value: "THURSDAY FRIDAY" },
        { name: "startTime", value: "17:00" },
        { name: "minKwh", value: "0.5" },
      ],
    });
  });

  it("shows what the step added and what the limit took", () => {
    // 14.6 kWh up to 15.0 in steps of 0.5: 5.0 kWh in the evening. 1 + 2 + 2 = 5, limited to 3.75.
    const amounts = lines.map(({ amount }) => formatRational(amount, 6));
    expect(amounts).toEqual(["1", "2", "2", "-1.25"]);
    const stepped = lines[2]?.item;
    expect(stepped?.kind === "component" && formatRational(stepped.stepAdded, 6)).toBe("0.4");
    expect(lines[3]?.item).toEqual({ kind: "limit", limit: "max" });
  });

  it("is stored and read back as it was, alone and within a driver's price", () => {
    const store = (json: unknown): unknown => JSON.parse(JSON.stringify(json));
    expect(decodeExplanation(store(encodeExplanation(lines)))).toEqual(lines);
    const price = priceRetail({
      mode: "own-tariff",
      cdr: charge,
      timeZone,
      basis: "net",
      currency: "EUR",
      tariff: evening,
      vatRate: null,
    });
    if (!price.ok) throw new Error(price.reason.code);
    expect(price.value.netMinor).toBe(375n);
    expect(decodeRetailPrice(store(encodeRetailPrice(price.value)))).toEqual(price.value);
  });
});
