import type { Rate } from "@/core/money/quantity";
import { vatAmountOf, type VatAmount } from "@/core/money/vat-amount";

/** How the VAT of what an operator sells us is dealt with. */
export type PurchaseVat = "domestic" | "reverse_charge";

/**
 * An operator sells electricity to us, who sell it on: to a taxable dealer it is supplied where the dealer is
 * established (2006/112/EC art. 38), wherever the charger stands. From an operator of our own country it bears that
 * country's VAT, from any other we owe the VAT ourselves (art. 195, 196).
 */
export function purchaseVatOf(operatorCountry: string, ourCountry: string): PurchaseVat {
  return operatorCountry === ourCountry ? "domestic" : "reverse_charge";
}

/** What an operator's invoice should state for `netMinor`: with VAT at `rate`, or none under reverse charge. */
export function purchaseAmount(vat: PurchaseVat, netMinor: bigint, rate: Rate): VatAmount {
  return vat === "domestic"
    ? { ...vatAmountOf("net", netMinor, rate), category: "S" }
    : { ...vatAmountOf("net", netMinor, 0), category: "AE" };
}
