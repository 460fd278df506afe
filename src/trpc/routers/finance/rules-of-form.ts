import type { DunningRules, DunningStep, MinorByCurrency } from "@/core/dunning/dunning-rules";
import { isCurrency } from "@/core/money/currency";
import { parseDecimal } from "@/core/money/quantity";
import { parseAmount } from "@/core/money/written-amount";
import { ServiceError } from "@/services/service-error";
import type { DunningRulesForm } from "@/trpc/inputs/dunning";

/** Rates are held in 10⁻⁴ %. */
const RATE_DIGITS = 4;

/** Rules as they are kept, of what finance wrote. @throws ServiceError INVALID for what is no number. */
export function rulesOfForm(form: DunningRulesForm): DunningRules {
  const { currency } = form;
  if (!isCurrency(currency)) throw new ServiceError("INVALID", "There is no such currency.");
  const least = amounts(form.leastForFee, currency);
  return {
    steps: form.steps.map((step) => stepOf(step, currency)),
    retryAfterDays: form.retryDays === "" ? [] : form.retryDays.split(/[\s,;]+/u).map(wholeNumber),
    termsNameFees: form.termsNameFees,
    interestAboveReference: form.interest === "" ? null : rateOf(form.interest),
    interestFrom: form.interestFrom,
    ...(least && { leastForFee: least }),
  };
}

function stepOf(step: DunningRulesForm["steps"][number], currency: string): DunningStep {
  const fee = amounts(step.fee, currency);
  return {
    afterDays: wholeNumber(step.afterDays),
    action: step.action,
    ...(fee && { fee, feeNeedsTerms: step.feeNeedsTerms }),
  };
}

function amounts(text: string, currency: string): MinorByCurrency | null {
  if (text === "") return null;
  const amount = parseAmount(text, currency);
  if (!amount.ok) throw new ServiceError("INVALID", "This is no amount.", { text });
  return amount.value === 0n ? null : { [currency]: amount.value.toString() };
}

function wholeNumber(text: string): number {
  if (!/^-?\d{1,3}$/u.test(text)) throw new ServiceError("INVALID", "This is no number.", { text });
  return Number(text);
}

/** A rate in percent as it is written ("8", "2,25"), in 10⁻⁴ %. @throws ServiceError INVALID. */
export function rateOf(text: string): number {
  const rate = parseDecimal(text.replace(",", "."), RATE_DIGITS);
  if (!rate.ok || rate.value.isRounded) {
    throw new ServiceError("INVALID", "This is no rate.", { text });
  }
  return Number(rate.value.value);
}
