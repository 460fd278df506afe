import type { Voucher, VoucherLeg } from "@/core/ledger/voucher";
import { exponentOf } from "@/core/money/currency";
import { divRound } from "@/core/money/rounding";
import type { AccountMap } from "./account-map";
import type { RateOf } from "./bookkeeping-rates";
import type { DailyLeg } from "./unexported";

/** Why a batch cannot be made yet. */
export type Obstacle =
  | { readonly kind: "unmapped"; readonly code: string }
  | { readonly kind: "no_rate"; readonly currency: string; readonly day: string };

/** Vouchers of the bookkeeping, what each account comes to, and what stands in the way. */
export interface ComposedVouchers {
  readonly vouchers: readonly Voucher[];
  readonly accounts: readonly {
    readonly account: string;
    readonly name: string;
    readonly debitMinor: bigint;
    readonly creditMinor: bigint;
  }[];
  readonly obstacles: readonly Obstacle[];
}

/** What turns ledger postings into vouchers. */
export interface VoucherRules {
  readonly currency: string;
  readonly timeZone: string;
  readonly accountOf: AccountMap;
  readonly rateOf: RateOf;
  /** Says a kind of journals in words. */
  readonly textOf: (kind: string, journals: number) => string;
}

/**
 * Makes one voucher of each day, kind and currency. A currency that is not the bookkeeping's is taken over at its
 * rate of the day, what rounding leaves goes to `exchange`, and every voucher balances.
 */
export function composeVouchers(
  legs: readonly DailyLeg[],
  rules: VoucherRules,
  batchNumber: number,
): ComposedVouchers {
  const obstacles = new Map<string, Obstacle>();
  const names = new Map<string, string>();
  const vouchers: Voucher[] = [];
  const groups = Map.groupBy(legs, ({ day, kind, currency }) => `${day} ${kind} ${currency}`);
  for (const group of groups.values()) {
    const [first] = group;
    if (!first) continue;
    const rate = rateFor(first, rules);
    if (rate === null) {
      const { currency, day } = first;
      obstacles.set(`${currency} ${day}`, { kind: "no_rate", currency, day });
    }
    const { made, lost } = legsOf(group, rules, rate ?? 1_000_000n);
    for (const code of lost) obstacles.set(code, { kind: "unmapped", code });
    for (const { account, name } of made) names.set(account, name);
    if (made.length === 0) continue;
    const number = vouchers.length + 1;
    vouchers.push({
      number,
      date: Temporal.PlainDate.from(first.day),
      text: rules.textOf(first.kind, first.journals),
      reference: `${batchNumber}-${number}`,
      legs: made.map(({ name: _name, ...leg }) => leg),
    });
  }
  return { vouchers, accounts: sumAccounts(vouchers, names), obstacles: [...obstacles.values()] };
}

type NamedLeg = VoucherLeg & { readonly name: string };

function legsOf(group: readonly DailyLeg[], rules: VoucherRules, rateMicro: bigint) {
  const lost: string[] = [];
  const made: NamedLeg[] = [];
  const place = (code: string, kind: string, amountMinor: bigint, day: string) => {
    const at = Temporal.PlainDate.from(day).toZonedDateTime(rules.timeZone).toInstant();
    const found = rules.accountOf({ code, kind }, at);
    if (!found) lost.push(code);
    else if (amountMinor !== 0n) {
      const { account, name, vatCode } = found;
      made.push({ account, name, amountMinor, text: code, vatCode });
    }
  };
  let rest = 0n;
  for (const { code, account_kind: kind, amount, day, currency } of group) {
    const converted = convert(BigInt(amount), rateMicro, currency, rules.currency);
    rest -= converted;
    place(code, kind, converted, day);
  }
  if (rest !== 0n) place("exchange", "exchange", rest, group[0]?.day ?? "");
  return { made, lost };
}

/** An amount at a rate in 10⁻⁶, half away from zero; the currencies may have other decimals. */
function convert(amountMinor: bigint, rateMicro: bigint, from: string, to: string): bigint {
  if (from === to) return amountMinor;
  const up = 10n ** BigInt(exponentOf(to) ?? 2);
  const down = 10n ** BigInt(exponentOf(from) ?? 2) * 1_000_000n;
  return divRound(amountMinor * rateMicro * up, down, "half-away");
}

function rateFor(leg: DailyLeg, rules: VoucherRules): bigint | null {
  return leg.currency === rules.currency ? 1_000_000n : rules.rateOf(leg.currency, leg.day);
}

function sumAccounts(vouchers: readonly Voucher[], names: ReadonlyMap<string, string>) {
  const sums = new Map<string, { debitMinor: bigint; creditMinor: bigint }>();
  for (const { account, amountMinor } of vouchers.flatMap(({ legs }) => legs)) {
    const sum = sums.get(account) ?? { debitMinor: 0n, creditMinor: 0n };
    if (amountMinor > 0n) sum.debitMinor += amountMinor;
    else sum.creditMinor -= amountMinor;
    sums.set(account, sum);
  }
  return [...sums]
    .map(([account, sum]) => ({ account, name: names.get(account) ?? "", ...sum }))
    .toSorted((a, b) => a.account.localeCompare(b.account));
}
