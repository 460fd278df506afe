import type { EInvoiceFormat } from "@/core/invoicing/document-format";
import type { InvoiceDocument } from "@/core/invoicing/invoice-document";
import { invoiceView } from "@/documents/invoice-view";
import { formatCountry, formatMoney, formatRate } from "@/i18n/formats";
import { translatorFor } from "@/i18n/translator";
import { amountFields, percentOf } from "./amount-fields";
import { lineFields } from "./line-fields";
import { localDay } from "./local-day";
import { buyerFields, sellerFields } from "./party-fields";
import { paymentFields } from "./payment-fields";
import { profileOf } from "./profile";
import { writableFields, type XmlFields } from "./xml-fields";

const COMMERCIAL_INVOICE = "380";

/** An issued invoice in the terms of EN 16931, from its canonical document alone. */
export function invoiceFields(document: InvoiceDocument, format: EInvoiceFormat): XmlFields {
  const profile = profileOf(document, format);
  return writableFields({
    "ubl:Invoice": {
      "cbc:CustomizationID": profile.customization,
      "cbc:ProfileID": profile.process,
      "cbc:ID": document.number,
      "cbc:IssueDate": document.issuedOn,
      "cbc:InvoiceTypeCode": COMMERCIAL_INVOICE,
      "cbc:Note": [noteOf(document)],
      "cbc:DocumentCurrencyCode": document.currency,
      "cbc:BuyerReference": document.buyer.customerNumber,
      "cac:InvoicePeriod": {
        "cbc:StartDate": localDay(document.periodStart, document.timeZone),
        "cbc:EndDate": localDay(document.periodEnd, document.timeZone, "before"),
      },
      "cac:AccountingSupplierParty": sellerFields(document.seller, profile.seller),
      "cac:AccountingCustomerParty": buyerFields(document.buyer, profile.buyer),
      ...deliveryFields(document),
      ...paymentFields(document, format),
      "cac:TaxTotal": [taxFields(document)],
      "cac:LegalMonetaryTotal": totalFields(document),
      "cac:InvoiceLine": lineFields(document, invoiceView(document)),
    },
  });
}

// One note at most (PEPPOL-EN16931-R002): the VAT of each country, which the standard's breakdown cannot hold apart.
function noteOf(document: InvoiceDocument): string {
  const { locale, currency, lines, priceBasis } = document;
  const say = translatorFor(locale, "documents");
  const amount = (amountMinor: bigint) => formatMoney({ amountMinor, currency }, locale);
  const rows = lines.flatMap(({ supplyCountry, perRate }) =>
    perRate.map((row) => ({ ...row, supplyCountry })),
  );
  const groups = Map.groupBy(rows, ({ supplyCountry, vatRate }) => `${supplyCountry} ${vatRate}`);
  const perCountry = [...groups.values()].map((group) => {
    const { supplyCountry = "", vatRate = 0 } = group[0] ?? {};
    return say("vatInCountry", {
      country: formatCountry(supplyCountry, locale),
      rate: formatRate(vatRate, locale),
      net: amount(group.reduce((sum, { netMinor }) => sum + BigInt(netMinor), 0n)),
      vat: amount(group.reduce((sum, { vatMinor }) => sum + BigInt(vatMinor), 0n)),
    });
  });
  return [say("vatNote", { basis: priceBasis }), ...perCountry].join(" ");
}

// The day that the last charge ended (BT-72), and where, if all were in one country. CII is not valid without either.
function deliveryFields({ lines, timeZone }: InvoiceDocument): XmlFields {
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

function taxFields({ currency, vatMinor, perRate }: InvoiceDocument): XmlFields {
  return {
    ...amountFields("cbc:TaxAmount", vatMinor, currency),
    "cac:TaxSubtotal": perRate.map((row) => ({
      ...amountFields("cbc:TaxableAmount", row.netMinor, currency),
      ...amountFields("cbc:TaxAmount", row.vatMinor, currency),
      "cac:TaxCategory": {
        "cbc:ID": "S",
        "cbc:Percent": percentOf(row.vatRate),
        "cac:TaxScheme": { "cbc:ID": "VAT" },
      },
    })),
  };
}

function totalFields({ currency, netMinor, totalMinor }: InvoiceDocument): XmlFields {
  return {
    ...amountFields("cbc:LineExtensionAmount", netMinor, currency),
    ...amountFields("cbc:TaxExclusiveAmount", netMinor, currency),
    ...amountFields("cbc:TaxInclusiveAmount", totalMinor, currency),
    ...amountFields("cbc:PayableAmount", totalMinor, currency),
  };
}
