import type { ReminderDocument } from "@/core/invoicing/reminder-document";
import { formatDay, formatMoney, formatRate } from "@/i18n/formats";
import { textOfItem } from "@/i18n/item-words";
import { translatorFor } from "@/i18n/translator";
import type { PrintedDocument, PrintedTable } from "./printed-document";
import { viewParty } from "./view-party";

/** A reminder or a collection notice ready to be printed: what is open, what it has cost, and how to pay. */
export function reminderView(document: ReminderDocument): PrintedDocument {
  const { locale, currency, seller, buyer } = document;
  const say = translatorFor(locale, "documents");
  const isAbroad = seller.country !== buyer.country;
  const heading = say(`reminder.heading.${document.level}`);
  const total = formatMoney({ amountMinor: BigInt(document.totalMinor), currency }, locale);
  return {
    locale,
    title: say("reminder.title", { heading, number: document.number, seller: seller.name }),
    author: seller.name,
    issuedOn: document.issuedOn,
    heading,
    marks: [],
    factsLabel: say("factsLabel"),
    facts: [
      { label: say("reminder.number"), value: document.number },
      { label: say("reminder.issuedOn"), value: formatDay(document.issuedOn, locale) },
      { label: say("reminder.payBy"), value: formatDay(document.payBy, locale) },
      { label: say("customerNumber"), value: buyer.customerNumber },
    ],
    parties: [
      viewParty(say("buyer"), buyer, { locale, isAbroad }),
      viewParty(say("seller"), seller, { locale, isAbroad }),
    ],
    tables: [invoicesTable(document), ...additionsTables(document)],
    totalsLabel: say("totalsLabel"),
    totals: [],
    sum: { label: say("reminder.total"), value: total },
    notesLabel: say("notesLabel"),
    notes: notesOf(document),
    pageOf: (page, pages) => say("page", { page, pages }),
  };
}

function invoicesTable({ locale, currency, invoices }: ReminderDocument): PrintedTable {
  const say = translatorFor(locale, "documents");
  const amount = (minor: string) => formatMoney({ amountMinor: BigInt(minor), currency }, locale);
  return {
    caption: say("reminder.invoices"),
    columns: [
      { label: say("reminder.invoice") },
      { label: say("reminder.due"), width: 100 },
      { label: say("reminder.billed"), width: 100, isFigure: true },
      { label: say("reminder.open"), width: 100, isFigure: true },
    ],
    rows: invoices.map(({ number, issuedOn, dueOn, totalMinor, openMinor }) => [
      { text: number, detail: formatDay(issuedOn, locale) },
      { text: formatDay(dueOn, locale) },
      { text: amount(totalMinor) },
      { text: amount(openMinor) },
    ]),
  };
}

function additionsTables({ locale, currency, additions }: ReminderDocument): PrintedTable[] {
  if (additions.length === 0) return [];
  const say = translatorFor(locale, "documents");
  const amount = (minor: string) => formatMoney({ amountMinor: BigInt(minor), currency }, locale);
  const rows = additions.map(({ words, amountMinor, interest }) => {
    const detail =
      interest === null
        ? ""
        : say("reminder.interest", {
            rate: formatRate(interest.rate, locale),
            base: amount(interest.baseMinor),
            from: formatDay(interest.from, locale),
            until: formatDay(interest.until, locale),
          });
    return [{ text: textOfItem(words, locale), detail }, { text: amount(amountMinor) }];
  });
  const columns = [
    { label: say("reminder.what") },
    { label: say("reminder.amount"), width: 110, isFigure: true },
  ];
  return [{ caption: say("reminder.additions"), columns, rows }];
}

function notesOf({ locale, level, howToPay, additions }: ReminderDocument): string[] {
  const say = translatorFor(locale, "documents");
  const { bankAccount, reference, payUrl, collectOn } = howToPay;
  return [
    ...(bankAccount === null ? [] : [say("reminder.bank", { account: bankAccount, reference })]),
    ...(payUrl === null ? [] : [say("reminder.pay", { url: payUrl })]),
    ...(collectOn === null ? [] : [say("reminder.collect", { day: formatDay(collectOn, locale) })]),
    ...(additions.length === 0 ? [] : [say("reminder.noVat")]),
    ...(level === "collection_notice" ? [say("reminder.consequence")] : []),
  ];
}
