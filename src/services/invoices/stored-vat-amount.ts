import type { TaxedAmount } from "@/core/invoicing/totals";
import type { VatAmount } from "@/core/money/vat-amount";
import type { StoredVatAmount } from "@/db/schema/plans";

/** A stored amount of one rate as figures. */
export function readVatAmount(stored: StoredVatAmount): VatAmount {
  return {
    vatRate: stored.vatRate,
    ...(stored.category ? { category: stored.category } : {}),
    netMinor: BigInt(stored.netMinor),
    vatMinor: BigInt(stored.vatMinor),
    grossMinor: BigInt(stored.grossMinor),
  };
}

/** An amount of one rate as stored in JSON. */
export function storeVatAmount(amount: VatAmount | TaxedAmount): StoredVatAmount {
  return {
    vatRate: amount.vatRate,
    ...(amount.category ? { category: amount.category } : {}),
    ...("country" in amount ? { country: amount.country } : {}),
    netMinor: amount.netMinor.toString(),
    vatMinor: amount.vatMinor.toString(),
    grossMinor: amount.grossMinor.toString(),
  };
}
