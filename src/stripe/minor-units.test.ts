import { describe, expect, it } from "vitest";

import { fromStripeAmount, toStripeAmount } from "./minor-units";

describe("amounts at Stripe", () => {
  it.each([
    ["SEK", 12_345n, 12_345],
    ["EUR", 1n, 1],
    ["JPY", 500n, 500],
    ["KWD", 1_230n, 1_230],
    ["ISK", 500n, 50_000],
    ["UGX", 500n, 50_000],
    ["MGA", 500n, 5],
    ["HUF", 12_300n, 12_300],
  ])("says %s as Stripe counts it, and back", (currency, amountMinor, amount) => {
    expect(toStripeAmount({ amountMinor, currency })).toBe(amount);
    expect(fromStripeAmount(amount, currency.toLowerCase())).toEqual({ amountMinor, currency });
  });

  it("refuses what would silently change the amount", () => {
    expect(() => toStripeAmount({ amountMinor: 1_231n, currency: "KWD" })).toThrow(/end in 0/);
    expect(() => toStripeAmount({ amountMinor: 123n, currency: "MGA" })).toThrow(/decimals/);
    expect(() => toStripeAmount({ amountMinor: 100_000_000n, currency: "SEK" })).toThrow(/beyond/);
  });
});
