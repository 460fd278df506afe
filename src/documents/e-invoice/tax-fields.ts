import type { BilledDocument } from "@/core/invoicing/billed-document";
import type { DocumentVatAmount } from "@/core/invoicing/document-parts";
import { formatCountry } from "@/i18n/formats";
import { translatorFor } from "@/i18n/translator";
import { amountFields, percentOf } from "./amount-fields";
import type { XmlFields } from "./xml-fields";

/** The VAT category of a line or a breakdown. What is outside the scope has no rate (BR-O-05). */
export function categoryFields({ category, vatRate }: DocumentVatAmount): XmlFields {
  return {
    "cbc:ID": category,
    ...(category === "O" ? {} : { "cbc:Percent": percentOf(vatRate) }),
    "cac:TaxScheme": { "cbc:ID": "VAT" },
  };
}

/**
 * The VAT (BG-23): one row for each category and rate, since the standard does not tell countries apart, and the sum
 * once more in the seller's own currency where the document has another (BT-111).
 */
export function taxTotals(document: BilledDocument): XmlFields[] {
  const { currency, vatMinor, perRate, accountingVat } = document;
  const groups = Map.groupBy(perRate, ({ category, vatRate }) => `${category} ${vatRate}`);
  const total = {
    ...amountFields("cbc:TaxAmount", vatMinor, currency),
    "cac:TaxSubtotal": [...groups.values()].map((rows) => subtotalOf(document, rows)),
  };
  if (accountingVat === null) return [total];
  const own = amountFields("cbc:TaxAmount", accountingVat.vatMinor, accountingVat.currency);
  return [total, own];
}

function subtotalOf(document: BilledDocument, rows: readonly DocumentVatAmount[]): XmlFields {
  const { currency } = document;
  const [first] = rows;
  const sum = (pick: (row: DocumentVatAmount) => string) =>
    rows.reduce((total, row) => total + BigInt(pick(row)), 0n);
  return {
    ...amountFields(
      "cbc:TaxableAmount",
      sum(({ netMinor }) => netMinor),
      currency,
    ),
    ...amountFields(
      "cbc:TaxAmount",
      sum(({ vatMinor }) => vatMinor),
      currency,
    ),
    "cac:TaxCategory": first ? { ...categoryFields(first), ...reasonFields(document, first) } : {},
  };
}

// Why there is no VAT (BT-120, BT-121); a rate of zero has no reason (BR-Z-10).
function reasonFields(
  { exemptions, locale }: BilledDocument,
  { category, country }: DocumentVatAmount,
): XmlFields {
  if (category !== "AE" && category !== "O") return {};
  const found = exemptions.find((one) => one.category === category && one.country === country);
  const say = translatorFor(locale, "documents");
  const words = { country: formatCountry(country, locale), source: found?.source ?? "" };
  return {
    ...(found?.code ? { "cbc:TaxExemptionReasonCode": found.code } : {}),
    "cbc:TaxExemptionReason": say(`reason.${category}`, words),
  };
}
