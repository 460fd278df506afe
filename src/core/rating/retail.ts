import { isCurrency } from "@/core/money/currency";
import { toMinor } from "@/core/money/money";
import { sumOf, vatAmountOf } from "@/core/money/vat-amount";
import type { Outcome } from "@/core/outcome";
import { no, ok } from "@/core/outcome";

import { priceCostPlus } from "./cost-plus";
import { priceOwnTariff } from "./own-tariff";
import type { RetailInput, RetailPrice, RetailRefusal } from "./retail-price";

/**
 * Prices a CDR for the driver, by the plan's own tariff or by cost plus markup. Rounded half away from
 * zero once per rate of VAT, in the basis; the other figures are extracted from the rounded one.
 */
export function priceRetail(input: RetailInput): Outcome<RetailPrice, RetailRefusal> {
  const { basis, currency } = input;
  if (!isCurrency(currency)) return no({ code: "unknown-currency", currency });
  const outcome = input.mode === "own-tariff" ? priceOwnTariff(input) : priceCostPlus(input);
  if (!outcome.ok) return outcome;
  const { exact, parts, fixedMinor, lines } = outcome.value;
  const perRate = parts.map((part, index) => {
    const minor = fixedMinor?.[index] ?? toMinor(part.exact, currency, "half-away").amountMinor;
    return vatAmountOf(basis, minor, part.vatRate);
  });
  return ok({
    basis,
    currency,
    perRate,
    ...sumOf(perRate),
    exact,
    lines,
  });
}
