import { describe, expect, it } from "vitest";

import { parseVatNumber } from "./vat-number";

describe("a VAT number is known by its form", () => {
  it.each([
    ["SE 5560-0046 1501".replaceAll(" ", ""), "SE", "SE556000461501"],
    ["nl001234567b01", "NL", "NL001234567B01"],
    ["EL123456789", "GR", "EL123456789"],
    ["CHE-123.456.789 MWST", "CH", "CHE123456789MWST"],
    ["NO999999999MVA", "NO", "NO999999999MVA"],
    ["ATU12345678", "AT", "ATU12345678"],
    ["DE 123 456 789", "DE", "DE123456789"],
  ])("%s", (text, country, number) => {
    expect(parseVatNumber(text)).toEqual({ ok: true, value: { country, number } });
  });

  it.each([
    ["556000-4615", "unknown-country"],
    ["GR123456789", "unknown-country"],
    ["SE5560004615", "form"],
    ["SE556000461502", "form"],
    ["DE12345678", "form"],
    ["", "unknown-country"],
  ])("and %s is none", (text, reason) => {
    expect(parseVatNumber(text)).toEqual({ ok: false, reason });
  });
});
