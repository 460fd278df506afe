import type { CreditNoteDocument } from "@/core/invoicing/credit-note-document";
import { formatDay, formatMoney } from "@/i18n/formats";
import { translatorFor } from "@/i18n/translator";
import type { PrintedDocument } from "./printed-document";
import { tableOfLines, viewLines } from "./view-lines";
import { viewParty } from "./view-party";
import { sumMarks, sumNotes, viewTotals } from "./view-sums";

/** A credit note ready to be printed: what is given back, of which document, why, and where the money goes. */
export function creditNoteView(document: CreditNoteDocument): PrintedDocument {
  const { locale, currency, seller, buyer, credits } = document;
  const say = translatorFor(locale, "documents");
  const isAbroad = seller.country !== buyer.country;
  const creditedOn = say("creditNote.creditsDay", { day: formatDay(credits.issuedOn, locale) });
  const amount = (minor: string) => formatMoney({ amountMinor: BigInt(minor), currency }, locale);
  return {
    locale,
    title: say("creditNote.title", { number: document.number, seller: seller.name }),
    author: seller.name,
    issuedOn: document.issuedOn,
    heading: say("creditNote.heading"),
    marks: sumMarks(document, locale),
    factsLabel: say("factsLabel"),
    facts: [
      { label: say("creditNote.number"), value: document.number },
      { label: say("reminder.issuedOn"), value: formatDay(document.issuedOn, locale) },
      { label: say("creditNote.credits"), value: `${credits.number}, ${creditedOn}` },
      { label: say("customerNumber"), value: buyer.customerNumber },
      { label: say("creditNote.reason"), value: say(`creditNote.cause.${document.cause}`) },
    ],
    parties: [
      viewParty(say("buyer"), buyer, { locale, isAbroad }),
      viewParty(say("seller"), seller, { locale, isAbroad }),
    ],
    tables: [tableOfLines(locale, viewLines({ ...document, hasTrails: false }, document.lines))],
    totalsLabel: say("totalsLabel"),
    totals: viewTotals(document, locale),
    sum: { label: say("creditNote.total"), value: amount(document.totalMinor) },
    notesLabel: say("notesLabel"),
    notes: [
      ...(document.reason === "" ? [] : [document.reason]),
      ...shareNotes(document, amount),
      ...sumNotes(document, locale),
    ],
    pageOf: (page, pages) => say("page", { page, pages }),
  };
}

function shareNotes(
  { locale, shares }: CreditNoteDocument,
  amount: (minor: string) => string,
): string[] {
  const say = translatorFor(locale, "documents");
  const parts = [
    ["toReceivable", shares.toReceivableMinor],
    ["toWallet", shares.toWalletMinor],
    ["toPayable", shares.toPayableMinor],
  ] as const;
  return parts
    .filter(([, minor]) => BigInt(minor) !== 0n)
    .map(([name, minor]) => say(`creditNote.${name}`, { amount: amount(minor) }));
}
