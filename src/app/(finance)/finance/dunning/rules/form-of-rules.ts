import type { DunningRules, MinorByCurrency } from "@/core/dunning/dunning-rules";
import { money, toDecimalText } from "@/core/money/money";
import { formatScaled } from "@/core/money/quantity";
import type { DunningRulesForm } from "@/trpc/inputs/dunning";

const CURRENCIES: Readonly<Record<string, string>> = { SE: "SEK", NO: "NOK", DK: "DKK", GB: "GBP" };

/** What the editor starts with: the rules in force, from a day that finance chooses. */
export function formOfRules(country: string, rules: DunningRules): DunningRulesForm {
  const currency =
    rules.steps.flatMap(({ fee }) => Object.keys(fee ?? {}))[0] ?? CURRENCIES[country] ?? "EUR";
  const text = (amounts: MinorByCurrency | undefined) => {
    const minor = amounts?.[currency];
    return minor ? toDecimalText(money(BigInt(minor), currency)) : "";
  };
  return {
    country,
    validFrom: "",
    source: "",
    currency,
    steps: rules.steps.map((step) => ({
      afterDays: String(step.afterDays),
      action: step.action,
      fee: text(step.fee),
      feeNeedsTerms: step.feeNeedsTerms ?? false,
    })),
    retryDays: rules.retryAfterDays.join(", "),
    termsNameFees: rules.termsNameFees,
    interest:
      rules.interestAboveReference === null
        ? ""
        : formatScaled(BigInt(rules.interestAboveReference), 4),
    interestFrom: rules.interestFrom,
    leastForFee: text(rules.leastForFee),
  };
}
