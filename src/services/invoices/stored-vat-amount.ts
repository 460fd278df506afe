import type { VatAmount } from "@/core/money/vat-amount";
import type { StoredVatAmount } from "@/db/schema/plans";

/** A stored amount of one rate as figures. */
export function readVatAmount(stored: StoredVatAmount): VatAmount {
  return {
    vatRate: stored.vatRate,
    netMinor: BigInt(stored.netMinor),
    vatMinor: BigInt(stored.vatMinor),
    grossMinor: BigInt(stored.grossMinor),
  };
}

/** An amount of one rate as stored in JSON. */
export function storeVatAmount(amount: VatAmount): StoredVatAmount {
  return {
    vatRate: amount.vatRate,
    netMinor: amount.netMinor.toString(),
    vatMinor: amount.vatMinor.toString(),
    grossMinor: amount.grossMinor.toString(),
  };
}
