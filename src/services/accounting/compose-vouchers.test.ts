import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { composeVouchers } from "./compose-vouchers";
import type { DailyLeg } from "./unexported";

const codes = ["bank", "revenue:energy", "vat:SE:25", "driver_receivable", "rounding"];
const rules = {
  currency: "SEK",
  timeZone: "Europe/Stockholm",
  accountOf: ({ code }: { readonly code: string }) => ({
    role: code,
    // Two of them share an account.
    account: code === "vat:SE:25" || code === "rounding" ? "9000" : `1${code.length}00`,
    name: code,
    vatCode: null,
  }),
  textOf: (kind: string) => kind,
};

/** Balanced journals of one day, kind and currency, as sums by account. */
const group = fc
  .record({
    day: fc.constantFrom("2026-10-01", "2026-10-31"),
    kind: fc.constantFrom("charge_accepted", "invoice_finalized"),
    currency: fc.constantFrom("SEK", "EUR", "JPY", "KWD"),
    amounts: fc.array(fc.bigInt({ min: -9_999_999n, max: 9_999_999n }), {
      minLength: codes.length - 1,
      maxLength: codes.length - 1,
    }),
  })
  .map(({ amounts, ...rest }) => {
    const last = -amounts.reduce((sum, one) => sum + one, 0n);
    return [...amounts, last].map((amount, index): DailyLeg => ({
      ...rest,
      journals: 1,
      code: codes[index] ?? "",
      account_kind: codes[index] ?? "",
      amount: String(amount),
    }));
  });
const groups = fc.uniqueArray(group, {
  maxLength: 8,
  selector: ([first]) => `${first?.day} ${first?.kind} ${first?.currency}`,
});
const totals = (pairs: readonly (readonly [string, bigint])[]) => {
  const sums = new Map<string, bigint>();
  for (const [key, amount] of pairs) sums.set(key, (sums.get(key) ?? 0n) + amount);
  return new Map([...sums].filter(([, amount]) => amount !== 0n));
};

describe("vouchers of a batch", () => {
  it("balance each, and in the bookkeeping's currency come to the ledger on every account", () => {
    fc.assert(
      fc.property(groups, fc.bigInt({ min: 1n, max: 20_000_000n }), (made, rate) => {
        const legs = made.flat();
        const { vouchers, obstacles } = composeVouchers(legs, { ...rules, rateOf: () => rate }, 7);
        expect(obstacles).toEqual([]);
        for (const voucher of vouchers) {
          expect(voucher.legs.reduce((sum, { amountMinor }) => sum + amountMinor, 0n)).toBe(0n);
        }
        const own = legs.filter(({ currency }) => currency === "SEK");
        const exported = composeVouchers(own, { ...rules, rateOf: () => null }, 7);
        expect(
          totals(
            exported.vouchers.flatMap((one) =>
              one.legs.map((leg) => [leg.account, leg.amountMinor] as const),
            ),
          ),
        ).toEqual(
          totals(own.map((leg) => [rules.accountOf(leg).account, BigInt(leg.amount)] as const)),
        );
      }),
    );
  });

  it("wait for a rate and for an account, and say which", () => {
    const legs = fc.sample(group, { numRuns: 1, seed: 4 }).flat();
    const euros = legs.map((leg) => ({ ...leg, currency: "EUR" }));
    const { obstacles } = composeVouchers(
      euros,
      { ...rules, rateOf: () => null, accountOf: () => null },
      1,
    );
    expect(obstacles.map((one) => one.kind)).toContain("no_rate");
    expect(obstacles).toContainEqual({ kind: "unmapped", code: "bank" });
  });
});
