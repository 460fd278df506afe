import { exponentOf } from "@/core/money/currency";

/** Where a tenant says nothing: a thousand kronor, a hundred euros, and a hundred whole units of any other currency. */
const USUAL: Readonly<Record<string, bigint>> = {
  SEK: 100_000n,
  NOK: 100_000n,
  DKK: 100_000n,
  JPY: 10_000n,
  HUF: 4_000_000n,
};

/**
 * From which amount on (minor units) one person may not decide alone. `set` is the tenant's own figure per
 * currency, as decimal text; "0" asks for two people always.
 */
export function fourEyesFrom(
  set: Readonly<Record<string, string>> | undefined,
  currency: string,
): bigint {
  const own = set?.[currency];
  if (own !== undefined) return BigInt(own);
  return USUAL[currency] ?? 100n * 10n ** BigInt(exponentOf(currency) ?? 2);
}

/** What one person decided for a driver on a day, the amount in question included, is counted as one. */
export function needsTwoPeople(ask: {
  readonly fromMinor: bigint;
  readonly amountMinor: bigint;
  readonly sameDayMinor: bigint;
}): boolean {
  return ask.amountMinor + ask.sameDayMinor >= ask.fromMinor;
}
