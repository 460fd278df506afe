import { exponentOf } from "@/core/money/currency";
import { divRound } from "@/core/money/rounding";

/** How the total of a document is rounded. `whole_unit` is öresavrundning. */
export interface TotalRounding {
  readonly rule: "none" | "whole_unit";
  readonly currency: string;
}

// Currencies whose smallest coin is the whole unit (SEK: lag 1970:1029; NOK; CZK). Others are never rounded.
const WITHOUT_SMALL_COINS = new Set(["SEK", "NOK", "CZK"]);

/** A total in minor units, rounded to the whole unit where the rule and the currency say so, half away from zero. */
export function roundTotal(totalMinor: bigint, rounding: TotalRounding | undefined): bigint {
  if (rounding?.rule !== "whole_unit" || !WITHOUT_SMALL_COINS.has(rounding.currency)) {
    return totalMinor;
  }
  const unit = 10n ** BigInt(exponentOf(rounding.currency) ?? 0);
  return divRound(totalMinor, unit, "half-away") * unit;
}
