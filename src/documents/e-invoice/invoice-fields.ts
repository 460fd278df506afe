import type { BilledDocument } from "@/core/invoicing/billed-document";
import type { EInvoiceFormat } from "@/core/invoicing/document-format";
import { formatCountry, formatMoney, formatRate } from "@/i18n/formats";
import { translatorFor } from "@/i18n/translator";
import { amountFields } from "./amount-fields";
import { lineFields } from "./line-fields";
import { localDay } from "./local-day";
import { buyerFields, sellerFields } from "./party-fields";
import { paymentFields } from "./payment-fields";
import { profileOf } from "./profile";
import type { EInvoiceSource } from "./source";
import { taxTotals } from "./tax-fields";
import { writableFields, type XmlFields } from "./xml-fields";

/**
 * A document in the terms of EN 16931. The library makes a credit note of what has its type code, and asks for the
 * names of an invoice.
 */
export function invoiceFields(source: EInvoiceSource, format: EInvoiceFormat): XmlFields {
  const { document } = source;
  const profile = profileOf(document, format);
  const hasVat = document.perRate.every(({ category }) => category !== "O");
  const { accountingVat } = document;
  return writableFields({
    "ubl:Invoice": {
      "cbc:CustomizationID": profile.customization,
      "cbc:ProfileID": profile.process,
      "cbc:ID": document.number,
      "cbc:IssueDate": document.issuedOn,
      "cbc:InvoiceTypeCode": source.typeCode,
      "cbc:Note": [noteOf(document)],
      "cbc:DocumentCurrencyCode": document.currency,
      ...(accountingVat === null ? {} : { "cbc:TaxCurrencyCode": accountingVat.currency }),
      "cbc:BuyerReference": document.buyer.customerNumber,
      ...periodFields(source),
      ...creditsFields(source),
      "cac:AccountingSupplierParty": sellerFields(document.seller, profile.seller, hasVat),
      "cac:AccountingCustomerParty": buyerFields(document.buyer, profile.buyer, hasVat),
      ...deliveryFields(document),
      ...paymentFields(source, format),
      "cac:TaxTotal": taxTotals(document),
      "cac:LegalMonetaryTotal": totalFields(source),
      "cac:InvoiceLine": lineFields(source),
    },
  });
}

function periodFields({ period, document }: EInvoiceSource): XmlFields {
  if (period === null) return {};
  return {
    "cac:InvoicePeriod": {
      "cbc:StartDate": localDay(period.start, document.timeZone),
      "cbc:EndDate": localDay(period.end, document.timeZone, "before"),
    },
  };
}

// The document that is taken back (BG-3).
function creditsFields({ credits }: EInvoiceSource): XmlFields {
  if (credits === null) return {};
  const reference = { "cbc:ID": credits.number, "cbc:IssueDate": credits.issuedOn };
  return { "cac:BillingReference": [{ "cac:InvoiceDocumentReference": reference }] };
}

// One note at most (PEPPOL-EN16931-R002): the VAT of each country, which the standard's breakdown cannot hold apart.
function noteOf(document: BilledDocument): string {
  const { locale, currency, perRate, priceBasis } = document;
  const say = translatorFor(locale, "documents");
  const amount = (amountMinor: bigint) => formatMoney({ amountMinor, currency }, locale);
  const perCountry = perRate
    .filter(({ category }) => category === "S" || category === "Z")
    .map((row) =>
      say("vatInCountry", {
        country: formatCountry(row.country, locale),
        rate: formatRate(row.vatRate, locale),
        net: amount(BigInt(row.netMinor)),
        vat: amount(BigInt(row.vatMinor)),
      }),
    );
  return [say("vatNote", { basis: priceBasis }), ...perCountry].join(" ");
}

// The day that the last charge ended (BT-72), and where, if all were in one country. CII is not valid without either.
function deliveryFields({ lines, timeZone }: BilledDocument): XmlFields {
  const [country, ...others] = new Set(lines.map(({ supplyCountry }) => supplyCountry));
  const days = lines
    .map((line) => localDay(line.kind === "charge" ? line.endedAt : line.servicedAt, timeZone))
    .toSorted();
  const isOne = country !== undefined && others.length === 0;
  const address = { "cac:Country": { "cbc:IdentificationCode": country ?? "" } };
  return {
    "cac:Delivery": {
      "cbc:ActualDeliveryDate": days.at(-1) ?? "",
      ...(isOne ? { "cac:DeliveryLocation": { "cac:Address": address } } : {}),
    },
  };
}

// What is due is the total with VAT, less what is paid already, and rounded (BR-CO-16).
function totalFields({ document, prepaidMinor }: EInvoiceSource): XmlFields {
  const { currency, netMinor, vatMinor, roundingMinor, totalMinor } = document;
  const amount = (name: string, minor: bigint | string) => amountFields(name, minor, currency);
  const isPrepaid = BigInt(prepaidMinor) !== 0n;
  const isRounded = BigInt(roundingMinor) !== 0n;
  return {
    ...amount("cbc:LineExtensionAmount", netMinor),
    ...amount("cbc:TaxExclusiveAmount", netMinor),
    ...amount("cbc:TaxInclusiveAmount", BigInt(netMinor) + BigInt(vatMinor)),
    ...(isPrepaid ? amount("cbc:PrepaidAmount", prepaidMinor) : {}),
    ...(isRounded ? amount("cbc:PayableRoundingAmount", roundingMinor) : {}),
    ...amount("cbc:PayableAmount", BigInt(totalMinor) - BigInt(prepaidMinor)),
  };
}
