import type { Price, PriceLimit } from "@/core/roaming/price";
import type { JsonObject } from "@/ocpi/json-value";
import { compact } from "@/ocpi/wire/compact";
import { given, microNumber, rateNumber } from "@/ocpi/wire/wire-values";

/** OCPI 2.3.0 Price. What 2.2.1 says of VAT by `incl_vat` becomes one tax. */
export function priceFromCore(price: Price): JsonObject {
  const { beforeTaxes, afterTaxes } = price;
  const implied =
    afterTaxes === undefined || afterTaxes === beforeTaxes
      ? []
      : [{ name: "VAT", amount: afterTaxes - beforeTaxes }];
  return compact({
    before_taxes: microNumber(beforeTaxes),
    taxes: (price.taxes ?? implied).map((tax: NonNullable<Price["taxes"]>[number]) =>
      compact({
        name: tax.name,
        account_number: tax.accountNumber,
        percentage: given(tax.percentage, rateNumber),
        amount: microNumber(tax.amount),
      }),
    ),
  });
}

/** OCPI 2.3.0 PriceLimit. */
export function priceLimitFromCore(limit: PriceLimit): JsonObject {
  return compact({
    before_taxes: microNumber(limit.beforeTaxes),
    after_taxes: given(limit.afterTaxes, microNumber),
  });
}
