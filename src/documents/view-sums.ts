import type { DocumentSums, DocumentVatAmount } from "@/core/invoicing/document-parts";
import { formatScaled } from "@/core/money/quantity";
import { formatCountry, formatDay, formatDecimal, formatMoney, formatRate } from "@/i18n/formats";
import type { Locale } from "@/i18n/locale";
import { translatorFor } from "@/i18n/translator";
import type { ViewFact } from "./printed-document";

/** The rows above a document's total: net, VAT of each country and rate, and what the total was rounded by. */
export function viewTotals(sums: DocumentSums, locale: Locale): ViewFact[] {
  const { currency } = sums;
  const say = translatorFor(locale, "documents");
  const amount = (minor: string) => formatMoney({ amountMinor: BigInt(minor), currency }, locale);
  const countries = new Set(sums.perRate.map(({ country }) => country));
  const labelOf = (row: DocumentVatAmount) => {
    const words = {
      country: formatCountry(row.country, locale),
      rate: formatRate(row.vatRate, locale),
      net: amount(row.netMinor),
    };
    if (row.category !== "S") return say(`withoutVat.${row.category}`, words);
    return countries.size > 1 ? say("vatIn", words) : say("vatAt", words);
  };
  const rounding = { label: say("rounding"), value: amount(sums.roundingMinor) };
  return [
    { label: say("net"), value: amount(sums.netMinor) },
    ...sums.perRate.map((row) => ({ label: labelOf(row), value: amount(row.vatMinor) })),
    ...(BigInt(sums.roundingMinor) === 0n ? [] : [rounding]),
  ];
}

/** What the law wants said about the sums: why rows have no VAT, and the VAT in the seller's own currency. */
export function sumNotes(sums: DocumentSums, locale: Locale): string[] {
  const say = translatorFor(locale, "documents");
  const { accountingVat } = sums;
  const reasons = sums.exemptions.map(({ category, country, source }) =>
    say(`reason.${category}`, { country: formatCountry(country, locale), source }),
  );
  if (accountingVat === null) return reasons;
  const { currency, vatMinor, rateMicro, rateOn, rateSource } = accountingVat;
  const inOwn = say("accountingVat", {
    vat: formatMoney({ amountMinor: BigInt(vatMinor), currency }, locale),
    rate: formatDecimal(formatScaled(BigInt(rateMicro), 6), locale),
    day: formatDay(rateOn, locale),
    source: rateSource,
  });
  return [...reasons, inOwn];
}

/** Words that stand at the top: "Reverse charge" where any row has it. */
export function sumMarks({ perRate }: DocumentSums, locale: Locale): string[] {
  const say = translatorFor(locale, "documents");
  return perRate.some(({ category }) => category === "AE") ? [say("mark.AE")] : [];
}
