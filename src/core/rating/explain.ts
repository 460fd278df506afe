import type { Micro, Rate, Rational } from "@/core/money/quantity";
import {
  MICRO,
  addRational,
  divideRational,
  formatMicro,
  multiplyRational,
  subtractRational,
} from "@/core/money/quantity";
import type { Tariff, TariffDimension, TariffRestrictions } from "@/core/roaming/tariff";
import type { LocalTime } from "@/core/time/local-time";
import { localAt, zoneOf } from "@/core/time/local-time";

import type { LostReason } from "./lost-reason";
import type { PriceableCdr } from "./price-cdr";
import type { Basis, Phase, PricedCdr, PricedLine, Tax } from "./priced-cdr";
import { AMOUNT_SCALE, HOUR_UNITS } from "./priced-cdr";

/** One line of an explained price. The amounts of all lines add up to the exact total of their basis. */
export type ExplanationLine = {
  readonly item: ExplanationItem;
  readonly basis: Basis;
  readonly tax: Tax;
  /** Exact, in the main unit of the price's currency. */
  readonly amount: Rational;
};

/** What a line is for. Data, so that every language can say it. */
export type ExplanationItem =
  | ComponentItem
  | { readonly kind: "limit"; readonly limit: "min" | "max" }
  | {
      readonly kind: "cost";
      /** The accepted cost before taxes, in its own currency. */
      readonly net: Rational;
      readonly currency: string;
      /** Units of the price's currency for one of the cost's, 10⁻⁶; `null` in the same currency. */
      readonly exchangeRate: Micro | null;
    }
  | { readonly kind: "percentage"; readonly rate: Rate }
  | { readonly kind: "per-kwh"; readonly energy: Micro; readonly price: Micro }
  | { readonly kind: "session-fee" }
  /** The most that time may cost, charging and parking together. */
  | { readonly kind: "time-cap"; readonly maximum: Micro }
  | { readonly kind: "cap"; readonly maximum: Micro }
  | { readonly kind: "floor"; readonly minimum: Micro }
  | { readonly kind: "discount"; readonly rate: Rate }
  | BenefitItem
  | PromiseItem;

/** What a subscription takes off: energy that is included, a free start, idling above its cap. */
export type BenefitItem =
  | { readonly kind: "included-energy"; readonly energy: Micro }
  | { readonly kind: "free-start" }
  | { readonly kind: "idle-cap"; readonly maximum: Micro };

/** A locked price beside the bill, VAT included, in minor units; the line's amount is what it takes off the bill. */
export type PromiseItem = {
  readonly kind: "promise";
  readonly lockedAt: Temporal.Instant;
  readonly lockedMinor: bigint;
  readonly billMinor: bigint;
  /** Why the bill is above it; null where it is not. */
  readonly reason: LostReason | null;
};

/** A priced segment: `quantity × price` is the line's amount, exactly. */
export type ComponentItem = {
  readonly kind: "component";
  readonly phase: Phase;
  readonly dimension: TariffDimension;
  readonly periodIndex: number;
  readonly periodStart: Temporal.Instant;
  /** The wall clock at the Location when the period began; `null` without a known zone. */
  readonly localStart: LocalTime | null;
  readonly tariffId: string;
  readonly elementIndex: number;
  readonly componentIndex: number;
  /** The restrictions that held; empty: the element has none. */
  readonly because: readonly HeldRestriction[];
  /** kWh, hours, or 1; step included. */
  readonly quantity: Rational;
  readonly unit: "kWh" | "h" | "session";
  /** The part of `quantity` that the step size added. */
  readonly stepAdded: Rational;
  /** Wh or seconds; 0 or 1 rounds nothing visible. */
  readonly stepSize: number;
  readonly price: Micro;
};

/** A restriction of the chosen element, as text: "17:00", "MONDAY TUESDAY", "32" (A, kW, kWh, s). */
export type HeldRestriction = {
  readonly name: keyof TariffRestrictions;
  readonly value: string;
};

/** The input of `explainCdr`: what `priceCdr` was given, and its answer. */
export type ExplainInput = {
  readonly cdr: PriceableCdr;
  readonly tariffs: readonly Tariff[];
  readonly timeZone: string | null;
  readonly priced: PricedCdr;
};

/** Explains a priced CDR line by line: which element applied to which period, and why, and the limits. */
export function explainCdr(input: ExplainInput): ExplanationLine[] {
  return [...input.priced.lines.map((line) => explainLine(input, line)), ...limitLines(input)];
}

/** A stored quantity of a line in the unit that people know: kWh, hours or 1. */
function quantityOf(dimension: TariffDimension, units: bigint): Rational {
  if (dimension === "FLAT") return { n: units, d: 1n };
  return { n: units, d: dimension === "ENERGY" ? MICRO : HOUR_UNITS };
}

const UNITS: Record<TariffDimension, ComponentItem["unit"]> = {
  ENERGY: "kWh",
  TIME: "h",
  PARKING_TIME: "h",
  FLAT: "session",
};

function explainLine(input: ExplainInput, line: PricedLine): ExplanationLine {
  const { cdr, tariffs, timeZone } = input;
  const { dimension, periodIndex, elementIndex, componentIndex } = line;
  const tariff = tariffs[line.tariffIndex];
  const element = tariff?.elements[elementIndex];
  const periodStart = cdr.chargingPeriods[periodIndex]?.startDateTime ?? cdr.startDateTime;
  const zone = timeZone === null ? undefined : zoneOf(timeZone);
  return {
    item: {
      kind: "component",
      phase: line.phase,
      dimension,
      periodIndex,
      periodStart,
      localStart: zone?.ok === true ? localAt(zone.value, periodStart.epochMilliseconds) : null,
      tariffId: tariff?.id ?? "",
      elementIndex,
      componentIndex,
      because: heldRestrictions(element?.restrictions),
      quantity: quantityOf(dimension, line.quantity),
      unit: UNITS[dimension],
      stepAdded: quantityOf(dimension, line.stepAdded),
      stepSize: element?.priceComponents[componentIndex]?.stepSize ?? 0,
      price: line.price,
    },
    basis: line.basis,
    tax: line.tax,
    amount: { n: line.amount, d: AMOUNT_SCALE },
  };
}

/** The restrictions of an element as texts, in the order of the standard; none: it always holds. */
export function heldRestrictions(restrictions: TariffRestrictions | undefined): HeldRestriction[] {
  if (restrictions === undefined) return [];
  const held: HeldRestriction[] = [];
  for (const name of Object.keys(restrictions) as (keyof TariffRestrictions)[]) {
    const value = restrictions[name];
    if (value === undefined || (Array.isArray(value) && value.length === 0)) continue;
    held.push({ name, value: textOf(value) });
  }
  return held;
}

function textOf(value: NonNullable<TariffRestrictions[keyof TariffRestrictions]>): string {
  if (typeof value === "bigint") return formatMicro(value);
  return typeof value === "object" ? value.join(" ") : String(value);
}

// A limit changes the total; each tax bears it in proportion to its part.
function limitLines({ priced, tariffs }: ExplainInput): ExplanationLine[] {
  const lines: ExplanationLine[] = [];
  for (const { kind, tariffIndex, netChange, grossChange } of priced.limits) {
    const basis: Basis = tariffs[tariffIndex]?.taxIncluded === "YES" ? "gross" : "net";
    const change = basis === "gross" ? grossChange : netChange;
    if (change === null || change.n === 0n) continue;
    for (const { tax, share } of sharesByTax(priced, basis))
      lines.push({
        item: { kind: "limit", limit: kind },
        basis,
        tax,
        amount: multiplyRational(change, share),
      });
  }
  return lines;
}

/**
 * Each tax's part of the total before limits, as a fraction; the parts add up to 1. Where there is
 * nothing to divide by, the first tax bears all; without any, an unknown one does.
 */
export function sharesByTax(
  { taxTotals }: PricedCdr,
  basis: Basis,
): { tax: Tax; share: Rational }[] {
  const parts = taxTotals.map((total) => ({ tax: total.tax, part: total[basis] }));
  const known = parts.flatMap(({ tax, part }) => (part === null ? [] : [{ tax, part }]));
  const sum = known.reduce((total, { part }) => addRational(total, part), { n: 0n, d: 1n });
  if (sum.n === 0n || known.length < parts.length)
    return [{ tax: parts[0]?.tax ?? { kind: "unknown" }, share: { n: 1n, d: 1n } }];
  return known.map(({ tax, part }) => ({ tax, share: divideRational(part, sum) }));
}

/** The exact sum of explanation lines, all of which must be stated in one basis. */
export function sumLines(lines: readonly Pick<ExplanationLine, "amount">[]): Rational {
  return lines.reduce((total, { amount }) => addRational(total, amount), { n: 0n, d: 1n });
}

/** The exact difference between a total and what its lines add up to; 0 for a sound explanation. */
export function residueOf(total: Rational, lines: readonly ExplanationLine[]): Rational {
  return subtractRational(total, sumLines(lines));
}
