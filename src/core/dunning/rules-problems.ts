import { currencyCodes } from "@/core/money/currency";
import type { DunningRules, MinorByCurrency } from "./dunning-rules";
import { MAX_INVOICE_ATTEMPTS } from "./next-attempt";

/** Why rules cannot be published; the key of a text. */
export type RulesProblem =
  | "no_steps"
  | "days_fall"
  | "days_out_of_range"
  | "after_hand_over"
  | "fee_currency"
  | "fee_amount"
  | "fee_on_wrong_step"
  | "retry_days"
  | "too_many_retries"
  | "interest_out_of_range"
  | "no_reminder_first";

const MOST_DAYS = 365;
/** 24 %, 10⁻⁴ %. */
const MOST_INTEREST = 240_000;

/** What is wrong with rules that somebody wants to publish; empty when they hold together. */
export function problemsOfRules(rules: DunningRules): RulesProblem[] {
  const problems = new Set<RulesProblem>();
  const { steps, retryAfterDays, interestAboveReference } = rules;
  if (steps.length === 0) problems.add("no_steps");
  steps.forEach((step, index) => {
    const before = steps[index - 1];
    if (!Number.isInteger(step.afterDays) || Math.abs(step.afterDays) > MOST_DAYS) {
      problems.add("days_out_of_range");
    }
    if (before && step.afterDays < before.afterDays) problems.add("days_fall");
    if (before?.action === "hand_over") problems.add("after_hand_over");
    const isLetter = step.action === "reminder" || step.action === "collection_notice";
    if (step.fee && !isLetter) problems.add("fee_on_wrong_step");
    for (const problem of problemsOfAmounts(step.fee)) problems.add(problem);
  });
  for (const problem of problemsOfAmounts(rules.leastForFee)) problems.add(problem);
  const harsh = steps.findIndex(({ action }) => action !== "reminder");
  const reminder = steps.findIndex(({ action }) => action === "reminder");
  if (harsh !== -1 && (reminder === -1 || reminder > harsh)) problems.add("no_reminder_first");
  const isRising = retryAfterDays.every(
    (days, index) =>
      Number.isInteger(days) && days >= 1 && days <= 60 && days > (retryAfterDays[index - 1] ?? 0),
  );
  if (!isRising) problems.add("retry_days");
  if (retryAfterDays.length >= MAX_INVOICE_ATTEMPTS) problems.add("too_many_retries");
  if (
    interestAboveReference !== null &&
    !(
      Number.isInteger(interestAboveReference) &&
      interestAboveReference >= 0 &&
      interestAboveReference <= MOST_INTEREST
    )
  ) {
    problems.add("interest_out_of_range");
  }
  return [...problems];
}

function problemsOfAmounts(amounts: MinorByCurrency | undefined): RulesProblem[] {
  const known = new Set(currencyCodes());
  return Object.entries(amounts ?? {}).flatMap(([currency, minor]) => [
    ...(known.has(currency) ? [] : ["fee_currency" as const]),
    ...(/^[1-9]\d{0,8}$/.test(minor) ? [] : ["fee_amount" as const]),
  ]);
}
