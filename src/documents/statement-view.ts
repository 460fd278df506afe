import type { StatementDocument } from "@/core/invoicing/statement-document";
import { formatDay, formatMoney, formatTime } from "@/i18n/formats";
import { translatorFor } from "@/i18n/translator";
import type { PrintedDocument } from "./printed-document";
import { lastMoment } from "./view-lines";
import { viewParty } from "./view-party";

/** A statement ready to be printed: every movement of its period with the balance after it. */
export function statementView(document: StatementDocument): PrintedDocument {
  const { locale, currency, timeZone, seller, buyer } = document;
  const say = translatorFor(locale, "documents");
  const isAbroad = seller.country !== buyer.country;
  const heading = say(`statement.heading.${document.of}`);
  const amount = (minor: string) => formatMoney({ amountMinor: BigInt(minor), currency }, locale);
  const day = (at: string) => formatTime(at, locale, timeZone, "date");
  const until = lastMoment(document.periodEnd);
  return {
    locale,
    title: say("statement.title", { heading, number: document.number, seller: seller.name }),
    author: seller.name,
    issuedOn: document.issuedOn,
    heading,
    marks: [],
    factsLabel: say("factsLabel"),
    facts: [
      { label: say("statement.number"), value: document.number },
      { label: say("statement.issuedOn"), value: formatDay(document.issuedOn, locale) },
      { label: say("period"), value: `${day(document.periodStart)} – ${day(until)}` },
      { label: say("customerNumber"), value: buyer.customerNumber },
    ],
    parties: [
      viewParty(say("buyer"), buyer, { locale, isAbroad }),
      viewParty(say("seller"), seller, { locale, isAbroad }),
    ],
    tables: [
      {
        caption: say("statement.entries"),
        columns: [
          { label: say("statement.day"), width: 110 },
          { label: say("statement.what") },
          { label: say("statement.amount"), width: 90, isFigure: true },
          { label: say("statement.balance"), width: 90, isFigure: true },
        ],
        rows: document.entries.map((entry) => [
          { text: formatTime(entry.at, locale, timeZone, "dateTime") },
          { text: say(`statement.kind.${entry.kind}`), detail: entry.reference },
          { text: amount(entry.amountMinor) },
          { text: amount(entry.balanceMinor) },
        ]),
      },
    ],
    totalsLabel: say("totalsLabel"),
    totals: [{ label: say("statement.opening"), value: amount(document.openingMinor) }],
    sum: { label: say("statement.closing"), value: amount(document.closingMinor) },
    notesLabel: say("notesLabel"),
    notes: [say("statement.noInvoice")],
    pageOf: (page, pages) => say("page", { page, pages }),
  };
}
