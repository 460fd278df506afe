import type { SelfBillingDocument } from "@/core/invoicing/self-billing-document";
import type { SettlementDocument, SettlementLine } from "@/core/invoicing/settlement-document";
import { formatDay, formatEnergy, formatMoney, formatTime } from "@/i18n/formats";
import type { Locale } from "@/i18n/locale";
import { translatorFor } from "@/i18n/translator";
import type { PrintedDocument, PrintedTable } from "./printed-document";
import { lastMoment } from "./view-lines";
import { viewParty } from "./view-party";
import { sumMarks, sumNotes, viewTotals } from "./view-sums";

/** A settlement ready to be printed: what we owe an operator, CDR by CDR. */
export function settlementView(document: SettlementDocument): PrintedDocument {
  const { locale, currency, seller, creditor } = document;
  const say = translatorFor(locale, "documents");
  const total = formatMoney({ amountMinor: BigInt(document.totalMinor), currency }, locale);
  const note = document.invoicedBy === "operator" ? "operatorInvoices" : "selfBilled";
  const isAbroad = seller.country !== creditor.country;
  return {
    ...commonOf(document),
    title: say("settlement.title", { number: document.number, seller: seller.name }),
    heading: say("settlement.heading"),
    marks: [],
    facts: [
      { label: say("settlement.number"), value: document.number },
      { label: say("settlement.issuedOn"), value: formatDay(document.issuedOn, locale) },
      periodFact(document),
      { label: say("settlement.party"), value: creditor.party },
      { label: say("settlement.count"), value: String(document.lines.length) },
      { label: say("energy"), value: formatEnergy(BigInt(document.energyMicroKwh), locale) },
    ],
    parties: [
      viewParty(say("settlement.creditor"), creditor, { locale, isAbroad }),
      viewParty(say("settlement.we"), seller, { locale, isAbroad }),
    ],
    tables: [cdrTable(document, document.lines)],
    totals: [],
    sum: { label: say("settlement.total"), value: total },
    notes: [say(`settlement.${note}`)],
  };
}

/** A self-billed invoice ready to be printed: the operator's invoice to us, which we wrote. */
export function selfBillingView(document: SelfBillingDocument): PrintedDocument {
  const { locale, currency, seller, buyer } = document;
  const say = translatorFor(locale, "documents");
  const total = formatMoney({ amountMinor: BigInt(document.totalMinor), currency }, locale);
  const isAbroad = seller.country !== buyer.country;
  const { bankAccount } = document.paymentTerms;
  const from = formatDay(document.suppliedFrom, locale);
  return {
    ...commonOf(document),
    title: say("selfBilling.title", { number: document.number, seller: seller.name }),
    heading: say("selfBilling.heading"),
    marks: [say("mark.selfBilling"), ...sumMarks(document, locale)],
    facts: [
      { label: say("number"), value: document.number },
      { label: say("issuedOn"), value: formatDay(document.issuedOn, locale) },
      { label: say("dueOn"), value: formatDay(document.dueOn, locale) },
      { label: say("supplied"), value: `${from} – ${formatDay(document.suppliedUntil, locale)}` },
      periodFact(document),
      { label: say("settlement.party"), value: seller.party },
    ],
    parties: [
      viewParty(say("buyer"), buyer, { locale, isAbroad }),
      viewParty(say("seller"), seller, { locale, isAbroad }),
    ],
    tables: [cdrTable(document, document.lines)],
    totals: viewTotals(document, locale),
    sum: { label: say("selfBilling.total"), value: total },
    notes: [
      say("selfBilling.agreed", { day: formatDay(document.agreedOn, locale) }),
      ...(bankAccount ? [`${say("bank")}: ${bankAccount}`] : []),
      ...sumNotes(document, locale),
    ],
  };
}

type Settled = SettlementDocument | SelfBillingDocument;

function commonOf({ locale, issuedOn, seller }: Settled) {
  const say = translatorFor(locale, "documents");
  return {
    locale,
    issuedOn,
    author: seller.name,
    factsLabel: say("factsLabel"),
    totalsLabel: say("totalsLabel"),
    notesLabel: say("notesLabel"),
    pageOf: (page: number, pages: number) => say("page", { page, pages }),
  };
}

function periodFact({ locale, timeZone, periodStart, periodEnd }: Settled) {
  const day = (at: string) => formatTime(at, locale, timeZone, "date");
  const label = translatorFor(locale, "documents")("period");
  return { label, value: `${day(periodStart)} – ${day(lastMoment(periodEnd))}` };
}

function cdrTable(
  of: { readonly locale: Locale; readonly timeZone: string; readonly currency: string },
  lines: readonly SettlementLine[],
): PrintedTable {
  const { locale, timeZone, currency } = of;
  const say = translatorFor(locale, "documents");
  return {
    caption: say("settlement.cdrs"),
    columns: [
      { label: say("settlement.reference") },
      { label: say("statement.day"), width: 110 },
      { label: say("energy"), width: 70, isFigure: true },
      { label: say("amountNet"), width: 84, isFigure: true },
    ],
    rows: lines.map((line) => [
      {
        text: line.cdrRef,
        detail: [line.place, line.city, line.supplyCountry]
          .filter((part) => part !== "")
          .join(", "),
      },
      { text: formatTime(line.startedAt, locale, timeZone, "dateTime") },
      { text: formatEnergy(BigInt(line.energyMicroKwh), locale) },
      { text: formatMoney({ amountMinor: BigInt(line.netMinor), currency }, locale) },
    ]),
  };
}
