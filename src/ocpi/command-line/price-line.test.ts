import { describe, expect, it } from "vitest";
import { parseMicro } from "@/core/money/quantity";
import { lineOf, publishedCases } from "./lines.fixture";
import { priceLine } from "./price-line";

const cases = publishedCases();
const microOf = (decimal: string) => {
  const parsed = parseMicro(decimal);
  if (!parsed.ok) throw new Error(decimal);
  return parsed.value.value;
};
const isAgreed = (own: string | null, stated: string) => {
  if (own === null) return false;
  const difference = microOf(own) - microOf(stated);
  return difference >= -50n && difference <= 50n;
};

const tariff = {
  id: "T",
  currency: "EUR",
  elements: [{ price_components: [{ type: "ENERGY", price: 0.25, vat: 20, step_size: 1 }] }],
};
const cdr = {
  start_date_time: "2026-07-01T10:00:00Z",
  end_date_time: "2026-07-01T11:00:00Z",
  currency: "EUR",
  charging_periods: [
    { start_date_time: "2026-07-01T10:00:00Z", dimensions: [{ type: "ENERGY", volume: 20.123 }] },
  ],
};
const line = { id: "1", ocpi_version: "2.2.1", time_zone: "UTC", tariff, cdr };

describe("a priced line", () => {
  it("takes all of the public cases", () => expect(cases).toHaveLength(42));

  it.each(cases)("$id comes out at the published figure, errata excepted", (one) => {
    const out = priceLine(one.line);
    if ("error" in out) throw new Error(`${out.error}: ${out.detail}`);
    expect(out.id).toBe(one.id);
    if (one.excl !== null) expect(isAgreed(out.excl_tax, one.excl)).toBe(!one.isErratum);
    if (one.incl !== null) expect(isAgreed(out.incl_tax, one.incl)).toBe(!one.isErratum);
  });

  it("has exact decimals as text, and its lines add up to it", () => {
    expect(priceLine(lineOf(line))).toEqual({
      id: "1",
      excl_tax: "5.03075",
      incl_tax: "6.0369",
      currency: "EUR",
      lines: [
        {
          dimension: "ENERGY",
          quantity: "20.123",
          unit: "kWh",
          price: "0.25",
          amount: "5.03075",
          element: 0,
          tariff: 0,
          period: 0,
        },
      ],
      notes: [],
    });
  });

  it("prices by the CDR's own tariffs where the line brings none", () => {
    const { tariff: own, ...rest } = line;
    expect(priceLine(lineOf({ ...rest, cdr: { ...cdr, tariffs: [own] } }))).toMatchObject({
      excl_tax: "5.03075",
    });
  });

  it("reads digits as they are written, not through a double", () => {
    const text = JSON.stringify(line).replace("20.123", "1000000000000000.000001");
    expect(priceLine(new TextEncoder().encode(text))).toMatchObject({
      error: "malformed-cdr",
    });
    const fine = JSON.stringify(line).replace("20.123", "12345678.123");
    expect(priceLine(new TextEncoder().encode(fine))).toMatchObject({ excl_tax: "3086419.53075" });
  });
});

describe("a line without a price", () => {
  it.each([
    ["not-json", "{"],
    ["not-a-case", "[1]"],
    ["unknown-version", JSON.stringify({ ...line, ocpi_version: "9" })],
    ["malformed-cdr", JSON.stringify({ ...line, cdr: null })],
    ["malformed-cdr", JSON.stringify({ ...line, cdr: { ...cdr, currency: 7 } })],
    ["malformed-tariff", JSON.stringify({ ...line, tariff: { ...tariff, currency: 7 } })],
    ["malformed-setting", JSON.stringify({ ...line, policy: { flats: "once" } })],
    ["no-tariff", JSON.stringify({ ...line, tariff: null })],
    ["currency-mismatch", JSON.stringify({ ...line, cdr: { ...cdr, currency: "SEK" } })],
  ])("says %s", (error, text) => {
    expect(priceLine(new TextEncoder().encode(text))).toMatchObject({ error });
  });

  it("names what is missing rather than guessing a time zone", () => {
    const windowed = { ...tariff.elements[0], restrictions: { start_time: "08:00" } };
    const out = priceLine(
      lineOf({ ...line, time_zone: null, tariff: { ...tariff, elements: [windowed] } }),
    );
    expect(out).toEqual({ id: "1", error: "no-time-zone" });
  });
});
