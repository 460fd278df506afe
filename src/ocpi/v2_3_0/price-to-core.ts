import type { Price, PriceLimit } from "@/core/roaming/price";
import { given, listOf, microOf, rateOf } from "@/ocpi/wire/wire-values";
import type { PriceLimitWire, PriceWire } from "./schemas/price";

/** OCPI 2.3.0 Price. Without taxes nothing is said of what it comes to with them. */
export function priceToCore(wire: PriceWire): Price {
  const beforeTaxes = microOf(wire.before_taxes);
  const taxes = listOf(wire.taxes, (tax) => ({
    name: tax.name,
    accountNumber: tax.account_number ?? undefined,
    percentage: given(tax.percentage, rateOf),
    amount: microOf(tax.amount),
  }));
  if (taxes.length === 0) return { beforeTaxes };
  const sum = taxes.reduce((total, { amount }) => total + amount, beforeTaxes);
  return { beforeTaxes, taxes, afterTaxes: sum };
}

/** OCPI 2.3.0 PriceLimit. */
export function priceLimitToCore(wire: PriceLimitWire): PriceLimit {
  return {
    beforeTaxes: microOf(wire.before_taxes),
    afterTaxes: given(wire.after_taxes, microOf),
  };
}
