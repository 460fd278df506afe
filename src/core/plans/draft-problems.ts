import { isCurrency } from "@/core/money/currency";
import { RATE_WHOLE, type Micro } from "@/core/money/quantity";

import type { CostPlusPrice } from "./plan";
import type { EnergyWindow, OwnPrices, PlanDraft } from "./plan-draft";
import type { SubscriptionTerms } from "./subscription-terms";

/** Every reason why a draft can't be published. The words are `plans.problem.*`. */
export type DraftProblemCode =
  | "no-prices"
  | "currency-unknown"
  | "currency-twice"
  | "below-zero"
  | "too-high"
  | "markup-too-high"
  | "discount-range"
  | "cap-zero"
  | "floor-above-cap"
  | "time-cap-above-cap"
  | "time-invalid"
  | "window-empty"
  | "window-past-midnight"
  | "windows-overlap"
  | "nothing-costs"
  | "no-fees"
  | "trial-too-long"
  | "starts-too-many";

/** A problem at a figure: `at` is its place in the draft, "prices.0.minPrice". */
export type DraftProblem = { readonly at: string; readonly code: DraftProblemCode };

/** More than anybody means for one kWh, minute or session: likely a slip of the finger. */
const MOST: Micro = 100_000_000_000n;

/** What of a draft can't be meant; empty where it may be published. */
export function draftProblems(draft: PlanDraft): DraftProblem[] {
  const { subscription } = draft;
  return [...priceProblems(draft), ...(subscription ? termsProblems(subscription) : [])];
}

function priceProblems(draft: PlanDraft): DraftProblem[] {
  if (draft.mode === "own_tariff") return ownProblems(draft.own);
  if (draft.prices.length === 0) return [{ at: "prices", code: "no-prices" }];
  return draft.prices.flatMap((price, index) => {
    const isTwice = draft.prices.slice(0, index).some((one) => one.currency === price.currency);
    const problems = costPlusProblems(price);
    if (isTwice) problems.push({ at: "currency", code: "currency-twice" });
    return problems.map(({ at, code }) => ({ at: `prices.${index}.${at}`, code }));
  });
}

/** A fee of ten million öre, more than a year of trial, or a thousand starts are slips of the finger, too. */
const MOST_FEE_MINOR = 10_000_000n;
const MOST_TRIAL_DAYS = 366;
const MOST_STARTS = 1000;

function termsProblems(terms: SubscriptionTerms): DraftProblem[] {
  const { currencies, includedMicroKwh, trialDays, freeStarts } = terms;
  const problems = currencies.flatMap(({ currency, feeMinor, idleCap }, index) => {
    const found = amountProblems({ idleCap });
    const add = (at: string, code: DraftProblemCode) => found.push({ at, code });
    if (!isCurrency(currency)) add("currency", "currency-unknown");
    if (currencies.findIndex((one) => one.currency === currency) < index)
      add("currency", "currency-twice");
    if (feeMinor < 0n) add("fee", "below-zero");
    if (feeMinor > MOST_FEE_MINOR) add("fee", "too-high");
    return found.map(({ at, code }) => ({ at: `currencies.${index}.${at}`, code }));
  });
  if (currencies.length === 0) problems.push({ at: "currencies", code: "no-fees" });
  problems.push(...amountProblems({ includedKwh: includedMicroKwh }));
  if (trialDays < 0) problems.push({ at: "trialDays", code: "below-zero" });
  if (trialDays > MOST_TRIAL_DAYS) problems.push({ at: "trialDays", code: "trial-too-long" });
  if (freeStarts < 0) problems.push({ at: "freeStarts", code: "below-zero" });
  if (freeStarts > MOST_STARTS) problems.push({ at: "freeStarts", code: "starts-too-many" });
  return problems.map(({ at, code }) => ({ at: `terms.${at}`, code }));
}

function costPlusProblems({ currency, markup }: CostPlusPrice): DraftProblem[] {
  const { percentage, perKwh, perSession, maxTimePrice, maxPrice, minPrice, discount } = markup;
  const problems: DraftProblem[] = [
    ...amountProblems({ perKwh, perSession, minPrice }),
    ...capProblems({ maxPrice, maxTimeAc: maxTimePrice?.ac, maxTimeDc: maxTimePrice?.dc }),
  ];
  const add = (at: string, code: DraftProblemCode) => problems.push({ at, code });
  if (!isCurrency(currency)) add("currency", "currency-unknown");
  if (percentage < 0) add("percentage", "below-zero");
  if (percentage > 2 * RATE_WHOLE) add("percentage", "markup-too-high");
  if (maxPrice !== undefined) {
    if (minPrice !== undefined && minPrice > maxPrice) add("minPrice", "floor-above-cap");
    if (maxTimePrice && maxTimePrice.ac > maxPrice) add("maxTimeAc", "time-cap-above-cap");
    if (maxTimePrice && maxTimePrice.dc > maxPrice) add("maxTimeDc", "time-cap-above-cap");
  }
  if (discount && (discount.rate <= 0 || discount.rate > RATE_WHOLE))
    add("discountRate", "discount-range");
  return problems;
}

type Amounts = Readonly<Record<string, Micro | undefined>>;

function amountProblems(amounts: Amounts): DraftProblem[] {
  return Object.entries(amounts).flatMap(([at, amount]): DraftProblem[] => {
    if (amount === undefined) return [];
    if (amount < 0n) return [{ at, code: "below-zero" }];
    return amount > MOST ? [{ at, code: "too-high" }] : [];
  });
}

function capProblems(caps: Amounts): DraftProblem[] {
  const zero = Object.entries(caps).filter(([, cap]) => cap === 0n);
  return [...amountProblems(caps), ...zero.map(([at]): DraftProblem => ({ at, code: "cap-zero" }))];
}

function ownProblems(own: OwnPrices): DraftProblem[] {
  const { currency, windows, energy, perMinute, startFee, idlePerMinute } = own;
  const problems = amountProblems({ energy, perMinute, startFee, idlePerMinute });
  if (!isCurrency(currency)) problems.push({ at: "currency", code: "currency-unknown" });
  const prices = [energy, perMinute, startFee, ...windows.map(({ price }) => price)];
  if (prices.every((price) => price === undefined || price === 0n))
    problems.push({ at: "energy", code: "nothing-costs" });
  for (const [index, window] of windows.entries()) {
    const found = windowProblems(window);
    const before = windows.slice(0, index);
    if (found.length === 0 && before.some((one) => overlaps(one, window)))
      found.push({ at: "from", code: "windows-overlap" });
    problems.push(...found.map(({ at, code }) => ({ at: `windows.${index}.${at}`, code })));
  }
  return problems.map(({ at, code }) => ({ at: `own.${at}`, code }));
}

function windowProblems({ from, to, days, price }: EnergyWindow): DraftProblem[] {
  const problems = amountProblems({ price });
  const [start, end] = [minutesOf(from), minutesOf(to)];
  if (start === undefined) problems.push({ at: "from", code: "time-invalid" });
  if (end === undefined) problems.push({ at: "to", code: "time-invalid" });
  if (start === undefined || end === undefined) return problems;
  if (start === end) problems.push({ at: "to", code: "window-empty" });
  // A weekday and a window past midnight are two conditions: after midnight it is another day.
  if (start > end && end !== 0 && days !== "all")
    problems.push({ at: "to", code: "window-past-midnight" });
  return problems;
}

/** Minutes since midnight of "HH:MM", or `undefined`. */
function minutesOf(text: string): number | undefined {
  const match = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text);
  return match ? Number(match[1]) * 60 + Number(match[2]) : undefined;
}

function overlaps(a: EnergyWindow, b: EnergyWindow): boolean {
  if (a.days !== "all" && b.days !== "all" && a.days !== b.days) return false;
  return stretches(a).some(([start, end]) =>
    stretches(b).some(([other, otherEnd]) => start < otherEnd && other < end),
  );
}

/** A window as stretches of one day, in minutes. */
function stretches({ from, to }: EnergyWindow): readonly (readonly [number, number])[] {
  const [start, end] = [minutesOf(from) ?? 0, minutesOf(to) ?? 0];
  if (start < end) return [[start, end]];
  return end === 0
    ? [[start, 1440]]
    : [
        [start, 1440],
        [0, end],
      ];
}
