import { decideForm } from "@/core/invoicing/document-form";
import type { ChargeReceiptDocument, ReceiptSavings } from "@/core/invoicing/receipt-document";
import type { Savings } from "@/core/smart-charging/savings-shown";
import { bookedTotals } from "@/core/invoicing/totals";
import { composeChargeLine } from "./compose-line";
import { composeSums } from "./compose-sums";
import { buyerParty, sellerParty } from "./document-parties";
import type { PaidCharge } from "./find-charges-without-receipt";
import type { Issuer } from "./read-issuer";

/**
 * The receipt of a charge that the wallet paid. Its amounts are those that were booked: it was paid when it was booked,
 * so nothing is reckoned again.
 */
export function composeReceipt(
  paid: PaidCharge,
  of: { readonly issuer: Issuer; readonly issuedOn: Temporal.PlainDate; readonly number: string },
): ChargeReceiptDocument {
  const { driver, currency, basis, supplyCountry, servicedAt } = paid;
  const { issuer, issuedOn, number } = of;
  const { seller, abroad } = issuer;
  const { timeZone } = driver;
  const totals = bookedTotals(supplyCountry, paid.amounts);
  const sellerCountry = seller.address.country;
  const { registrations, accountingRates } = abroad;
  return {
    schema: "kvitt.receipt/1",
    of: "charge",
    number,
    form: decideForm({
      sellerCountry,
      buyer: {
        country: driver.address.country,
        isBusiness: driver.kind === "business" || driver.vatNumber !== null,
      },
      issuedOn,
      currency,
      totalMinor: totals.totalMinor,
      perRate: totals.perRate,
    }),
    issuedOn: issuedOn.toString(),
    locale: driver.locale,
    timeZone,
    seller: sellerParty(seller, { registrations, countries: [supplyCountry], issuedOn }),
    buyer: buyerParty(driver),
    planName: paid.planName,
    paidAt: servicedAt.toString(),
    paidBy: "wallet",
    ...(paid.savings && { savings: savingsOf(paid.savings) }),
    suppliedOn: servicedAt.toZonedDateTimeISO(timeZone).toPlainDate().toString(),
    lines: [composeChargeLine(paid, totals.perRate, { seq: 1, timeZone, periodStart: null })],
    ...composeSums({
      currency,
      basis,
      totals,
      vatTrace: paid.vatTrace,
      sellerCountry,
      issuedOn,
      accountingRates,
    }),
  };
}

function savingsOf({ saved, market, carbonSavedG }: Savings): ReceiptSavings {
  return {
    savedMinor: saved?.amountMinor.toString() ?? null,
    savedCurrency: saved?.currency ?? null,
    marketSavedMicro: market?.savedMicro.toString() ?? null,
    marketCurrency: market?.currency ?? null,
    carbonSavedG,
  };
}
