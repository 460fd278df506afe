import type { DocumentLine, DocumentVatAmount, ItemLine } from "@/core/invoicing/document-parts";
import { formatMicro } from "@/core/money/quantity";
import type { ViewLine } from "@/documents/view-lines";
import { formatCountry } from "@/i18n/formats";
import { translatorFor } from "@/i18n/translator";
import { amountFields } from "./amount-fields";
import { localDay } from "./local-day";
import type { EInvoiceSource } from "./source";
import { categoryFields } from "./tax-fields";
import type { XmlFields } from "./xml-fields";

const KILOWATT_HOUR = "KWH";
const ONE = "C62";

/**
 * The lines (BG-25): one for each charge and rate, since a line of the standard has one rate. A charge's
 * net amount is its price for all its kilowatt-hours: amounts of one kilowatt-hour would have to be
 * rounded, and what a charge costs hangs on more than energy. Texts are those of the page and the PDF.
 */
export function lineFields(source: EInvoiceSource): XmlFields[] {
  const { document } = source;
  const say = translatorFor(document.locale, "documents");
  const rows = document.lines.flatMap((line, index) =>
    line.perRate.map((amount) => ({ line, amount, shown: source.shown[index] })),
  );
  return rows.map(({ line, amount, shown }, index) => ({
    "cbc:ID": String(index + 1),
    ...quantityFields(document, line, amount),
    // Buyer accounting reference (BT-133): what the buyer books the line on.
    "cbc:AccountingCost": (line.kind === "charge" && line.label?.costCentre?.code) || "",
    ...periodFields(source, line),
    "cac:Item": {
      "cbc:Name": shown?.title || say(line.kind === "charge" ? "charge" : "fee"),
      "cbc:Description": descriptionOf(shown),
      "cac:ClassifiedTaxCategory": categoryFields(amount),
      "cac:AdditionalItemProperty": propertiesOf(source, line),
    },
  }));
}

function descriptionOf(shown: ViewLine | undefined): string {
  return [shown?.detail ?? "", shown?.energy ?? "", shown?.late ?? ""]
    .filter((part) => part !== "")
    .join(" · ");
}

// A price is never below zero (BR-27): what is taken back is a quantity below zero.
function quantityFields(
  document: EInvoiceSource["document"],
  line: DocumentLine,
  amount: DocumentVatAmount,
): XmlFields {
  const net = BigInt(amount.netMinor);
  const energy = line.kind === "charge" ? BigInt(line.energyMicroKwh) : 0n;
  const isMeasured = energy !== 0n && line.perRate.length === 1;
  const size = formatMicro(isMeasured ? (energy < 0n ? -energy : energy) : 1_000_000n);
  const unit = isMeasured ? KILOWATT_HOUR : ONE;
  return {
    "cbc:InvoicedQuantity": net < 0n ? `-${size}` : size,
    "cbc:InvoicedQuantity@unitCode": unit,
    ...amountFields("cbc:LineExtensionAmount", net, document.currency),
    "cac:Price": {
      ...amountFields("cbc:PriceAmount", net < 0n ? -net : net, document.currency),
      "cbc:BaseQuantity": size,
      "cbc:BaseQuantity@unitCode": unit,
    },
  };
}

// A line's days may not lie outside the document's (PEPPOL-EN16931-R110, R111); a late charge's stand in its text.
function periodFields({ document, period }: EInvoiceSource, line: DocumentLine): XmlFields {
  const { timeZone } = document;
  const [first, last] =
    line.kind === "charge"
      ? [localDay(line.startedAt, timeZone), localDay(line.endedAt, timeZone)]
      : itemDays(line, timeZone);
  const isWithin =
    period === null ||
    (first >= localDay(period.start, timeZone) && last <= localDay(period.end, timeZone, "before"));
  if (!isWithin || first > last) return {};
  return { "cac:InvoicePeriod": { "cbc:StartDate": first, "cbc:EndDate": last } };
}

function itemDays(line: ItemLine, timeZone: string): [first: string, last: string] {
  const { periodStart, periodEnd, servicedAt } = line;
  return [
    localDay(periodStart ?? servicedAt, timeZone),
    periodEnd === null ? localDay(servicedAt, timeZone) : localDay(periodEnd, timeZone, "before"),
  ];
}

// The standard has no country in its VAT; a reader who needs it finds it here.
function propertiesOf({ document: { locale } }: EInvoiceSource, line: DocumentLine): XmlFields[] {
  const say = translatorFor(locale, "documents");
  const country = formatCountry(line.supplyCountry, locale);
  const taxedIn = {
    "cbc:Name": say("supplyCountry"),
    "cbc:Value": `${line.supplyCountry} (${country})`,
  };
  if (line.kind === "item") return [taxedIn];
  const energy = `${formatMicro(BigInt(line.energyMicroKwh))} kWh`;
  return [taxedIn, { "cbc:Name": say("energy"), "cbc:Value": energy }];
}
