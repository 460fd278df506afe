import { divRound } from "@/core/money/rounding";
import { invariant } from "@/core/invariant";
import type { DunningRules } from "./dunning-rules";

/** A yearly rate, 10⁻⁴ %, from a day on. */
export interface RateFrom {
  readonly from: Temporal.PlainDate;
  readonly rate: number;
}

/** A stretch of days at one rate, within one calendar year. */
export interface InterestStretch {
  readonly from: Temporal.PlainDate;
  /** Exclusive. */
  readonly until: Temporal.PlainDate;
  readonly rate: number;
}

const RATE_WHOLE = 1_000_000n;
const COMMON_YEAR = 365n;
const LEAP_YEAR = 366n;

/** On which day interest begins to run: the one after the due day, or so many days after the demand was sent. */
export function interestBegins(
  rules: Pick<DunningRules, "interestFrom">,
  invoice: { readonly dueOn: Temporal.PlainDate; readonly issuedOn: Temporal.PlainDate },
): Temporal.PlainDate {
  if (rules.interestFrom === "due_day") return invoice.dueOn.add({ days: 1 });
  const thirty = invoice.issuedOn.add({ days: 31 });
  const due = invoice.dueOn.add({ days: 1 });
  return Temporal.PlainDate.compare(thirty, due) > 0 ? thirty : due;
}

/**
 * Simple interest on an amount for the days `from` (inclusive) to `until` (exclusive): amount × rate × days / days of
 * the year (365, or 366 in a leap year), each day at the rate in force on it. Exact; rounded once, half away from zero.
 * Days before the first rate bear none.
 */
export function interestFor(
  amountMinor: bigint,
  from: Temporal.PlainDate,
  until: Temporal.PlainDate,
  rates: readonly RateFrom[],
): bigint {
  let numerator = 0n;
  for (const stretch of interestStretches(from, until, rates)) {
    const days = BigInt(stretch.from.until(stretch.until, { largestUnit: "day" }).days);
    const otherYear = stretch.from.inLeapYear ? COMMON_YEAR : LEAP_YEAR;
    numerator += amountMinor * BigInt(stretch.rate) * days * otherYear;
  }
  return divRound(numerator, COMMON_YEAR * LEAP_YEAR * RATE_WHOLE, "half-away");
}

/** The days of a span, cut where the rate or the year changes. */
export function interestStretches(
  from: Temporal.PlainDate,
  until: Temporal.PlainDate,
  rates: readonly RateFrom[],
): InterestStretch[] {
  const sorted = rates.toSorted((a, b) => Temporal.PlainDate.compare(a.from, b.from));
  const stretches: InterestStretch[] = [];
  let day = from;
  while (Temporal.PlainDate.compare(day, until) < 0) {
    const at = day;
    const rate = sorted.findLast((one) => Temporal.PlainDate.compare(one.from, at) <= 0)?.rate ?? 0;
    const next = sorted.find((one) => Temporal.PlainDate.compare(one.from, at) > 0)?.from;
    const year = at.with({ month: 1, day: 1 }).add({ years: 1 });
    const end = [until, year, ...(next ? [next] : [])].reduce((a, b) =>
      Temporal.PlainDate.compare(a, b) <= 0 ? a : b,
    );
    invariant(Temporal.PlainDate.compare(end, at) > 0, "a stretch has no day");
    stretches.push({ from: at, until: end, rate });
    day = end;
  }
  return stretches;
}

/** Reference rates with what the rules add to them. */
export function latePaymentRates(
  references: readonly RateFrom[],
  interestAboveReference: number,
): RateFrom[] {
  return references.map(({ from, rate }) => ({
    from,
    rate: Math.max(0, rate + interestAboveReference),
  }));
}

/** Interest of a stretch at one rate. */
export interface InterestPart extends InterestStretch {
  readonly amountMinor: bigint;
}

/**
 * The interest of a span as parts of one rate each, for documents that must say the rate. The parts add up to
 * `interestFor` the whole; those that come to nothing are left out.
 */
export function interestParts(
  amountMinor: bigint,
  from: Temporal.PlainDate,
  until: Temporal.PlainDate,
  rates: readonly RateFrom[],
): InterestPart[] {
  const spans: InterestStretch[] = [];
  for (const stretch of interestStretches(from, until, rates)) {
    const last = spans.at(-1);
    if (last?.rate === stretch.rate) spans[spans.length - 1] = { ...last, until: stretch.until };
    else spans.push(stretch);
  }
  let before = 0n;
  return spans.flatMap((span) => {
    const sum = interestFor(amountMinor, from, span.until, rates);
    const part = { ...span, amountMinor: sum - before };
    before = sum;
    return part.amountMinor > 0n ? [part] : [];
  });
}
