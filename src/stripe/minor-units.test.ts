import { describe, expect, it } from "vitest";

import {
  chargeableMinor,
  chargeStepMinor,
  smallestChargeMinor,
} from "@/core/money/smallest-charge";
import { currencyCodes, exponentOf } from "@/core/money/currency";
import { fromStripeAmount, toStripeAmount } from "./minor-units";

/** docs.stripe.com/currencies: our minor units, and what goes to Stripe. */
const KNOWN: readonly (readonly [string, bigint, number])[] = [
  ["SEK", 12_345n, 12_345],
  ["EUR", 50n, 50],
  ["JPY", 500n, 500],
  ["KRW", 10_000n, 10_000],
  ["VND", 120_000n, 120_000],
  ["CLP", 990n, 990],
  ["ISK", 500n, 50_000],
  ["UGX", 37_000n, 3_700_000],
  ["HUF", 17_500n, 17_500],
  ["TWD", 80_000n, 80_000],
  ["KWD", 1_230n, 1_230],
  ["BHD", 10n, 10],
  ["JOD", 5_000n, 5_000],
  ["OMR", 990n, 990],
  ["TND", 100n, 100],
  ["MGA", 500_000n, 5_000],
];

const ZERO = "BIF CLP DJF GNF JPY KMF KRW PYG RWF VND VUV XAF XOF XPF".split(" ");

describe("amounts at Stripe", () => {
  it.each(KNOWN)("%s %d is sent as %d and read back", (currency, amountMinor, sent) => {
    expect(toStripeAmount({ amountMinor, currency })).toBe(sent);
    expect(fromStripeAmount(sent, currency.toLowerCase())).toEqual({ amountMinor, currency });
  });

  it.each(ZERO)("%s has no decimals, here or there", (currency) => {
    expect(exponentOf(currency)).toBe(0);
    expect(toStripeAmount({ amountMinor: 1n, currency })).toBe(1);
  });

  it("of every currency: one step, the smallest charge and eight digits go there and back", () => {
    for (const currency of currencyCodes()) {
      const step = chargeStepMinor(currency);
      const perStep = toStripeAmount({ amountMinor: step, currency });
      const largest = chargeableMinor((99_999_999n / BigInt(perStep)) * step, currency);
      for (const amountMinor of [step, smallestChargeMinor(currency), largest]) {
        const sent = toStripeAmount({ amountMinor, currency });
        expect(sent, currency).toBeLessThanOrEqual(99_999_999);
        expect(fromStripeAmount(sent, currency)).toEqual({ amountMinor, currency });
      }
      const beyond = { amountMinor: largest + 100_000_000n * step, currency };
      expect(() => toStripeAmount(beyond), currency).toThrow();
    }
  });

  it("with a decimal that does not exist there are refused, and never rounded", () => {
    expect(() => toStripeAmount({ amountMinor: 1_234n, currency: "KWD" })).toThrow();
    expect(() => toStripeAmount({ amountMinor: 50n, currency: "MGA" })).toThrow();
    expect(() => fromStripeAmount(37_050, "ugx")).toThrow();
    expect(chargeableMinor(1_234n, "KWD")).toBe(1_230n);
    expect(chargeableMinor(1_234n, "SEK")).toBe(1_234n);
  });
});
