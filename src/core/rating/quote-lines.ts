import type { Micro, Rational } from "@/core/money/quantity";
import {
  ZERO,
  addRational,
  compareRational,
  rationalOf,
  subtractRational,
  toMicro,
} from "@/core/money/quantity";
import type { TariffDimension } from "@/core/roaming/tariff";

import type { PricedLine } from "./priced-cdr";
import { AMOUNT_SCALE } from "./priced-cdr";
import type { PlanTerms, TermsPrice } from "./quote-terms";
import { toDriver, unitOf } from "./quote-terms";
import type { RetailCdr } from "./retail-price";
import { roundToTotal } from "./round-to-total";

/** What a part of a price is for, in the order that Regulation (EU) 2023/1804 art. 5(4) names them. */
const ORDER = ["energy", "time", "session", "idle", "limit", "discount", "vat"] as const;
export type QuoteLineKind = (typeof ORDER)[number];

/** A part of a driver's price. The parts add up to its total, VAT included, to the minor unit. */
export type QuoteLine = {
  readonly kind: QuoteLineKind;
  /** When this unit price begins to hold; null where there is none. */
  readonly from: Temporal.Instant | null;
  /** 10⁻⁶ kWh or minutes, step included; null where nothing is counted. */
  readonly quantity: Micro | null;
  /** 10⁻⁶ of the currency per kWh, minute or session, in the plan's basis. */
  readonly unitPrice: Micro | null;
  readonly amountMinor: bigint;
};

/** A part before it is rounded, in the plan's basis. */
export type QuotePart = {
  readonly kind: QuoteLineKind;
  readonly periodIndex: number;
  readonly quantity: Rational | null;
  readonly unit: Rational | null;
  readonly amount: Rational;
};

type Part = QuotePart;

const KINDS: Record<TariffDimension, QuoteLineKind> = {
  ENERGY: "energy",
  TIME: "time",
  FLAT: "session",
  PARKING_TIME: "idle",
};
const PER_QUANTITY: Record<TariffDimension, bigint> = {
  ENERGY: 1_000_000n,
  // Tenths of milliseconds in a minute.
  TIME: 600_000n,
  PARKING_TIME: 600_000n,
  FLAT: 1n,
};
const MINUTES_PER_HOUR = 60n;

/**
 * A price part by part: for each unit price that applied, what it was counted on. Null where the tariff
 * leaves the tax of a part open.
 */
export function quoteLines(
  terms: PlanTerms,
  { price, priced }: TermsPrice,
  cdr: RetailCdr,
): QuoteLine[] | null {
  const parts: Part[] = [];
  for (const line of priced.lines) {
    const part = partOf(terms, line);
    if (part === null) return null;
    parts.push(part);
  }
  const whole = mergeParts(withMarkup(terms, parts, cdr));
  whole.push(...adjustments(price, priced.limits.length > 0, sumOf(whole)));
  const lines = round(whole, price, cdr);
  if (terms.basis === "net" && price.vatMinor !== 0n)
    lines.push({
      kind: "vat",
      from: null,
      quantity: null,
      unitPrice: null,
      amountMinor: price.vatMinor,
    });
  return lines;
}

const LIMITS: ReadonlySet<string> = new Set(["cap", "floor", "limit", "time-cap"]);

/** What limits and a discount change. What else is missing to the total is rounding. */
function adjustments(
  { exact, lines }: TermsPrice["price"],
  isLimited: boolean,
  counted: Rational,
): Part[] {
  const bare = { periodIndex: -1, quantity: null, unit: null };
  const discounts = lines.filter(({ item }) => item.kind === "discount");
  const discount = discounts.reduce((sum, { amount }) => addRational(sum, amount), ZERO);
  const limit = subtractRational(subtractRational(exact, counted), discount);
  const hasLimit = isLimited || lines.some(({ item }) => LIMITS.has(item.kind));
  return [
    ...(hasLimit && limit.n !== 0n ? [{ ...bare, kind: "limit" as const, amount: limit }] : []),
    ...(discount.n !== 0n ? [{ ...bare, kind: "discount" as const, amount: discount }] : []),
  ];
}

/** A line of the tariff as the driver pays it; null where its tax is left open. */
export function partOf(terms: PlanTerms, line: PricedLine): Part | null {
  const { dimension, periodIndex, basis, tax } = line;
  const amount = toDriver(terms, { amount: { n: line.amount, d: AMOUNT_SCALE }, basis, tax });
  const unit = unitOf(terms, line);
  if (amount === null || unit === null) return null;
  const isTime = dimension === "TIME" || dimension === "PARKING_TIME";
  return {
    kind: KINDS[dimension],
    periodIndex,
    quantity: { n: line.quantity, d: PER_QUANTITY[dimension] },
    unit: isTime ? { n: unit.n, d: unit.d * MINUTES_PER_HOUR } : unit,
    amount,
  };
}

/** With what the plan adds by kWh and by session: on the energy that flowed, steps left out. */
function withMarkup({ markup }: PlanTerms, parts: readonly Part[], cdr: RetailCdr): Part[] {
  if (markup === null) return [...parts];
  const all = [...parts];
  const add = (kind: QuoteLineKind, periodIndex: number, quantity: Micro, unit: Micro) => {
    if (unit === 0n || quantity === 0n) return;
    const amount = { n: quantity * unit, d: 1_000_000_000_000n };
    const at = all.findIndex((part) => part.kind === kind && part.periodIndex === periodIndex);
    const part = all[at];
    const own = {
      kind,
      periodIndex,
      quantity: rationalOf(quantity),
      unit: rationalOf(unit),
      amount,
    };
    if (part === undefined) all.push(own);
    else
      all[at] = {
        ...part,
        unit: part.unit && addRational(part.unit, own.unit),
        amount: addRational(part.amount, amount),
      };
  };
  for (const [index, { dimensions }] of cdr.chargingPeriods.entries())
    for (const { type, volume } of dimensions)
      if (type === "ENERGY") add("energy", index, volume, markup.perKwh);
  const session = parts.find(({ kind }) => kind === "session")?.periodIndex ?? 0;
  add("session", session, 1_000_000n, markup.perSession);
  return all;
}

/** Ordered, and what costs nothing left out; neighbours of one kind at one unit price are one part. */
export function mergeParts(parts: readonly Part[]): Part[] {
  const merged: Part[] = [];
  const order = (part: Part) => ORDER.indexOf(part.kind);
  for (const part of parts.toSorted(
    (a, b) => order(a) - order(b) || a.periodIndex - b.periodIndex,
  )) {
    if (part.amount.n === 0n) continue;
    const last = merged.at(-1);
    const isSame =
      last?.kind === part.kind &&
      last.unit !== null &&
      part.unit !== null &&
      compareRational(last.unit, part.unit) === 0;
    if (!isSame) merged.push(part);
    else
      merged[merged.length - 1] = {
        ...last,
        quantity: last.quantity && part.quantity && addRational(last.quantity, part.quantity),
        amount: addRational(last.amount, part.amount),
      };
  }
  return merged;
}

function sumOf(parts: readonly Part[]): Rational {
  return parts.reduce((sum, { amount }) => addRational(sum, amount), ZERO);
}

/** Rounded one by one; the largest takes what that leaves of the total, which was rounded once. */
function round(parts: readonly Part[], price: TermsPrice["price"], cdr: RetailCdr): QuoteLine[] {
  const total = price.basis === "gross" ? price.grossMinor : price.netMinor;
  const exact = parts.map(({ amount }) => amount);
  const amounts = roundToTotal(exact, total, price.currency);
  return parts.map(({ kind, periodIndex, quantity, unit }, index) => ({
    kind,
    from: cdr.chargingPeriods[periodIndex]?.startDateTime ?? null,
    quantity: quantity && toMicro(quantity, "half-away"),
    unitPrice: unit && toMicro(unit, "half-away"),
    amountMinor: amounts[index] ?? 0n,
  }));
}
