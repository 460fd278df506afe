import { toMinor } from "@/core/money/money";
import type { Micro, Rate, Rational } from "@/core/money/quantity";
import { ZERO, addRational, rationalOf, subtractRational, toMicro } from "@/core/money/quantity";

import type { ExplanationLine } from "./explain";
import { mergeParts, partOf, type QuoteLine, type QuotePart } from "./quote-lines";
import type { PlanTerms, TermsPrice } from "./quote-terms";
import type { RetailCdr } from "./retail-price";
import { roundToTotal } from "./round-to-total";

/** What a share of a price is for. Within one who charges: kWh, minutes, session, then the rest. */
export type QuoteShareKind =
  | QuoteLine["kind"]
  /** What the provider adds for each kWh and each session, and in per cent of the operator's price. */
  | "energyFee"
  | "sessionFee"
  | "percentage";

/** A part of a driver's price with who asks for it. All of them add up to the total, to the minor unit. */
export type QuoteShare = {
  /** Null: tax on both. */
  readonly chargedBy: "operator" | "provider" | null;
  readonly kind: QuoteShareKind;
  /** When this unit price begins to hold; null where there is none. */
  readonly from: Temporal.Instant | null;
  /** 10⁻⁶ kWh or minutes; null where nothing is counted. */
  readonly quantity: Micro | null;
  /** 10⁻⁶ of the currency, in the plan's basis. */
  readonly unitPrice: Micro | null;
  /** Of the operator's price. */
  readonly rate: Rate | null;
  readonly amountMinor: bigint;
};

type Bare = Omit<QuoteShare, "amountMinor">;
type ExactShare = Bare & { readonly amount: Rational };

const BARE = { from: null, quantity: null, unitPrice: null, rate: null } as const;

/**
 * A price apart: what the operator asks, component by component, then what the provider adds (Regulation (EU) 2023/1804
 * art. 5(4) and 5(5)). With an own tariff the whole price is the provider's. Null where the tariff leaves the
 * tax of a part open.
 */
export function quoteShares(
  terms: PlanTerms,
  { price, priced }: TermsPrice,
  of: { readonly cdr: RetailCdr; readonly lines: readonly QuoteLine[] },
): QuoteShare[] | null {
  const { markup } = terms;
  if (markup === null) {
    return of.lines.map((line) => ({
      ...line,
      chargedBy: line.kind === "vat" ? null : "provider",
      rate: null,
    }));
  }
  const bare: PlanTerms = { ...terms, markup: { ...markup, percentage: 0 } };
  const parts: QuotePart[] = [];
  for (const line of priced.lines) {
    const part = partOf(bare, line);
    if (part === null) return null;
    parts.push(part);
  }
  const operator = operatorShares(mergeParts(parts), price.lines, {
    cdr: of.cdr,
    isLimited: priced.limits.length > 0,
  });
  const shares = [...operator, ...providerShares(price.lines)];
  const total = price.basis === "gross" ? price.grossMinor : price.netMinor;
  const exact = shares.map(({ amount }) => amount);
  const amounts = roundToTotal(exact, total, price.currency);
  const rounded = shares.map(({ amount, ...share }, index): QuoteShare => ({
    ...share,
    amountMinor: amounts[index] ?? toMinor(amount, price.currency, "half-away").amountMinor,
  }));
  if (terms.basis !== "net" || price.vatMinor === 0n) return rounded;
  return [...rounded, { ...BARE, chargedBy: null, kind: "vat", amountMinor: price.vatMinor }];
}

function operatorShares(
  parts: readonly QuotePart[],
  lines: readonly ExplanationLine[],
  { cdr, isLimited }: { readonly cdr: RetailCdr; readonly isLimited: boolean },
): ExactShare[] {
  const chargedBy = "operator";
  const shares = parts.map(({ kind, periodIndex, quantity, unit, amount }): ExactShare => ({
    chargedBy,
    kind,
    from: cdr.chargingPeriods[periodIndex]?.startDateTime ?? null,
    quantity: quantity && toMicro(quantity, "half-away"),
    unitPrice: unit && toMicro(unit, "half-away"),
    rate: null,
    amount,
  }));
  if (!isLimited) return shares;
  const cost = lines.find(({ item }) => item.kind === "cost")?.amount ?? ZERO;
  const counted = parts.reduce((sum, { amount }) => addRational(sum, amount), ZERO);
  const limit = subtractRational(cost, counted);
  return limit.n === 0n
    ? shares
    : [...shares, { ...BARE, chargedBy, kind: "limit", amount: limit }];
}

const PROVIDER_ORDER = ["energyFee", "sessionFee", "percentage", "limit", "discount"] as const;

function providerShares(lines: readonly ExplanationLine[]): ExactShare[] {
  const shares = lines.flatMap(({ item, amount }): ExactShare[] => {
    const bare = { ...BARE, chargedBy: "provider", amount } as const;
    switch (item.kind) {
      case "percentage":
        return [{ ...bare, kind: "percentage", rate: item.rate }];
      case "per-kwh":
        return [{ ...bare, kind: "energyFee", quantity: item.energy, unitPrice: item.price }];
      case "session-fee":
        return [{ ...bare, kind: "sessionFee", unitPrice: toMicro(amount, "half-away") }];
      case "cap":
      case "floor":
      case "time-cap":
        return [{ ...bare, kind: "limit" }];
      case "discount":
        return [{ ...bare, kind: "discount", rate: item.rate }];
      default:
        return [];
    }
  });
  const order = ({ kind }: ExactShare) => PROVIDER_ORDER.findIndex((one) => one === kind);
  return shares.filter(({ amount }) => amount.n !== 0n).toSorted((a, b) => order(a) - order(b));
}

/** What one of the two asks, VAT as the basis has it. */
export function shareOf(shares: readonly QuoteShare[], by: "operator" | "provider"): bigint {
  return shares.reduce(
    (sum, { chargedBy, amountMinor }) => (chargedBy === by ? sum + amountMinor : sum),
    0n,
  );
}

/** What a kWh comes to with everything in, 10⁻⁶ of the currency: by it prices of one charge compare. */
export function allInPerKwh(totalMinor: Rational, energy: Micro): Micro | null {
  if (energy <= 0n) return null;
  const { n, d } = rationalOf(energy);
  return toMicro({ n: totalMinor.n * d, d: totalMinor.d * n }, "half-away");
}
