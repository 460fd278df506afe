import { money } from "@/core/money/money";
import type { StatementParties } from "@/core/receipts/charge-statement";
import { totalsOf, type VatShare } from "@/core/receipts/vat-split";
import {
  formatCountry,
  formatDay,
  formatEnergy,
  formatMoney,
  formatMonth,
  formatRate,
} from "@/i18n/formats";
import type { Locale } from "@/i18n/locale";
import { translatorFor } from "@/i18n/translator";
import type { PrintedDocument } from "./printed-document";
import { viewParty } from "./view-party";

/** The summary of a period's receipts to be printed. */
export interface SummaryToPrint extends StatementParties {
  /** Both inclusive, "2026-11-01". */
  readonly firstDay: string;
  readonly lastDay: string;
  readonly madeOn: string;
  readonly charges: number;
  readonly energyMicroKwh: bigint;
  readonly shares: readonly VatShare[];
  /** Of each charge from an earlier month its own month ("2026-10"), oldest first. */
  readonly lateFrom: readonly string[];
  readonly locale: Locale;
}

/** What a period's receipts come to: VAT by currency, country and rate, with what was given back taken off. */
export function receiptsSummaryView(summary: SummaryToPrint): PrintedDocument {
  const { seller, buyer, locale, firstDay, lastDay, shares } = summary;
  const say = translatorFor(locale, "receipts");
  const words = translatorFor(locale, "documents");
  const isAbroad = seller.country !== buyer.country;
  const period = `${formatDay(firstDay, locale)} – ${formatDay(lastDay, locale)}`;
  const shown = (minor: bigint, currency: string) => formatMoney(money(minor, currency), locale);
  const totals = totalsOf(shares);
  const [only] = totals;
  return {
    locale,
    title: say("summary.title", { period, name: buyer.name }),
    author: seller.name,
    issuedOn: summary.madeOn,
    heading: say("summary.heading"),
    marks: [],
    factsLabel: words("factsLabel"),
    facts: [
      { label: words("period"), value: period },
      { label: say("summary.charges"), value: String(summary.charges) },
      { label: say("summary.energy"), value: formatEnergy(summary.energyMicroKwh, locale, 3) },
      { label: words("customerNumber"), value: buyer.customerNumber },
    ],
    parties: [
      viewParty(words("buyer"), buyer, { locale, isAbroad }),
      viewParty(words("seller"), seller, { locale, isAbroad }),
    ],
    tables: [
      {
        caption: say("summary.split"),
        columns: [
          { label: say("csv.vatCountry") },
          { label: say("csv.vatRate"), width: 60, isFigure: true },
          { label: say("csv.net"), width: 92, isFigure: true },
          { label: say("csv.vat"), width: 92, isFigure: true },
          { label: say("csv.gross"), width: 92, isFigure: true },
        ],
        rows: shares.map((share) => [
          { text: `${formatCountry(share.country, locale)}, ${share.currency}` },
          { text: formatRate(share.vatRate, locale) },
          { text: shown(share.netMinor, share.currency) },
          { text: shown(share.vatMinor, share.currency) },
          { text: shown(share.grossMinor, share.currency) },
        ]),
      },
    ],
    totalsLabel: words("totalsLabel"),
    totals:
      totals.length === 1
        ? []
        : totals.map((total) => ({
            label: say("summary.totalIn", { currency: total.currency }),
            value: shown(total.grossMinor, total.currency),
          })),
    sum:
      totals.length === 1 && only
        ? { label: say("summary.total"), value: shown(only.grossMinor, only.currency) }
        : null,
    notesLabel: words("notesLabel"),
    notes: [say("summary.note"), ...(summary.lateFrom.length > 0 ? [lateNote(summary)] : [])],
    pageOf: (page, pages) => words("page", { page, pages }),
  };
}

function lateNote({ lateFrom, locale }: SummaryToPrint): string {
  const months = [...new Set(lateFrom)].map((month) => formatMonth(month, locale));
  const say = translatorFor(locale, "receipts");
  return say("summary.late", { count: lateFrom.length, months: months.join(", ") });
}
