import { money, toRational } from "@/core/money/money";
import { sumOf } from "@/core/money/vat-amount";
import { showFigures, shownLines } from "@/core/rating/shown-price";
import type {
  ChargeStatement,
  StatementCredit,
  StatementParties,
} from "@/core/receipts/charge-statement";
import {
  formatCountry,
  formatDay,
  formatDecimal,
  formatEnergy,
  formatMicroMoney,
  formatMoney,
  formatRate,
  formatTime,
} from "@/i18n/formats";
import type { Locale } from "@/i18n/locale";
import { wordsOfItem } from "@/i18n/price-words";
import { savingsWords } from "@/i18n/savings-words";
import { translatorFor, type Say } from "@/i18n/translator";
import type { PrintedCell, PrintedDocument, PrintedTable, ViewFact } from "./printed-document";
import { inTimeOrder } from "@/i18n/in-time-order";
import { viewParty } from "./view-party";

/** A statement to be printed: whose it is, and in which language. */
export interface StatementToPrint extends StatementParties {
  readonly statement: ChargeStatement;
  /** "2026-11-03". */
  readonly madeOn: string;
  readonly locale: Locale;
}

/**
 * The statement of one charge: what was charged where and by which meter, the price segment by segment, its VAT, and
 * the document that it is billed on. It is no invoice, and says so.
 */
export function chargeStatementView(printed: StatementToPrint): PrintedDocument {
  const { statement, seller, buyer, madeOn, locale } = printed;
  const say = translatorFor(locale, "receipts");
  const words = translatorFor(locale, "documents");
  const isAbroad = seller.country !== buyer.country;
  const name = [statement.place, statement.city].filter((part) => part !== "").join(", ");
  return {
    locale,
    title: say("statement.title", { place: name, seller: seller.name }),
    author: seller.name,
    issuedOn: madeOn,
    heading: say("statement.heading"),
    marks: [markOf(statement, say, locale)],
    factsLabel: words("factsLabel"),
    facts: factsOf(statement, { say, locale }),
    parties: [
      viewParty(words("buyer"), buyer, { locale, isAbroad }),
      viewParty(words("seller"), seller, { locale, isAbroad }),
    ],
    tables: [priceTable(statement, { say, locale })],
    totalsLabel: words("totalsLabel"),
    totals: totalsOf(statement, { say, locale }),
    sum: {
      label: say(statement.credits.length > 0 ? "statement.left" : "statement.total"),
      value: shownMoney(statement, leftOf(statement), locale),
    },
    notesLabel: words("notesLabel"),
    notes: notesOf(statement, { say, locale }),
    pageOf: (page, pages) => words("page", { page, pages }),
  };
}

interface In {
  readonly say: Say;
  readonly locale: Locale;
}

function markOf({ billedOn }: ChargeStatement, say: Say, locale: Locale): string {
  if (billedOn === null) return say("statement.notInvoiced");
  const { kind, number, issuedOn } = billedOn;
  return say(`statement.on_${kind}`, { number, day: formatDay(issuedOn, locale) });
}

function factsOf(charge: ChargeStatement, { say, locale }: In): ViewFact[] {
  const { timeZone, meter, costCentre, purpose } = charge;
  const at = (time: Temporal.Instant) => formatTime(time, locale, timeZone, "dateTime");
  const kwh = (text: string | null | undefined) =>
    text ? `${formatDecimal(text, locale)}\u00a0kWh` : "";
  const facts: (ViewFact | false)[] = [
    { label: say("statement.start"), value: at(charge.startedAt) },
    { label: say("statement.end"), value: at(charge.endedAt) },
    { label: say("statement.energy"), value: formatEnergy(charge.energyMicroKwh, locale, 3) },
    {
      label: say("statement.place"),
      value: [charge.place, charge.address, charge.city]
        .filter((part, index, all) => part !== "" && all.indexOf(part) === index)
        .join(", "),
    },
    { label: say("statement.operator"), value: charge.operator },
    charge.evseId !== "" && { label: say("statement.evse"), value: charge.evseId },
    charge.meterId !== null && { label: say("statement.meter"), value: charge.meterId },
    meter !== null &&
      meter.startKwh !== null && {
        label: say("statement.meterStart"),
        value: kwh(meter.startKwh),
      },
    meter !== null &&
      meter.endKwh !== null && { label: say("statement.meterEnd"), value: kwh(meter.endKwh) },
    charge.token !== null && { label: say("statement.token"), value: charge.token },
    charge.member !== null && { label: say("statement.member"), value: charge.member },
    purpose !== null && { label: say("statement.purpose"), value: say(`csv.${purpose}`) },
    costCentre !== null && {
      label: say("statement.costCentre"),
      value: `${costCentre.code} ${costCentre.name}`,
    },
    { label: say("statement.plan"), value: charge.planName },
    { label: say("statement.id"), value: charge.cdrOcpiId },
  ];
  return facts.filter((fact) => fact !== false);
}

/** The price in time order; the amounts add up to the price in the plan's basis. */
function priceTable(charge: ChargeStatement, { say, locale }: In): PrintedTable {
  const { currency, basis, netMinor, grossMinor } = charge;
  const speech = { say: translatorFor(locale, "price"), locale, currency };
  const lines = inTimeOrder(shownLines(charge.lines));
  const total = toRational(money(basis === "gross" ? grossMinor : netMinor, currency));
  const { amounts, rounding, digits } = showFigures(lines, currency, total);
  const show = (micro: bigint) => formatMicroMoney(micro, currency, locale, digits);
  const rows = lines.map(({ item }, index): PrintedCell[] => {
    const words = wordsOfItem(item, speech);
    const why = [...words.because, words.step, words.note].filter((text) => text !== "");
    return [
      {
        text: words.at === "" ? words.label : `${words.at} ${words.label}`,
        ...(why.length > 0 ? { detail: why.join(", ") } : {}),
      },
      { text: words.quantity },
      { text: words.price },
      { text: show(amounts[index] ?? 0n) },
    ];
  });
  const roundingRow = [
    { text: speech.say("rounding") },
    { text: "" },
    { text: "" },
    { text: show(rounding) },
  ];
  return {
    caption: say(`statement.price_${basis}`),
    columns: [
      { label: say("statement.what") },
      { label: say("statement.quantity"), width: 84, isFigure: true },
      { label: say("statement.unitPrice"), width: 96, isFigure: true },
      { label: say(`statement.amount_${basis}`), width: 96, isFigure: true },
    ],
    rows: rounding === 0n ? rows : [...rows, roundingRow],
  };
}

function totalsOf(charge: ChargeStatement, { say, locale }: In): ViewFact[] {
  const { perRate, supplyCountry, credits, operatorPart, netMinor, currency } = charge;
  const shown = (minor: bigint) => shownMoney(charge, minor, locale);
  const country = formatCountry(supplyCountry, locale);
  // What is ours can be told apart only in the operator's own currency.
  const ours = operatorPart?.currency === currency ? netMinor - operatorPart.amountMinor : null;
  return [
    ...(operatorPart
      ? [{ label: say("statement.operatorPart"), value: formatMoney(operatorPart, locale) }]
      : []),
    ...(ours === null ? [] : [{ label: say("statement.ourPart"), value: shown(ours) }]),
    { label: say("statement.net"), value: shown(netMinor) },
    ...perRate.map((row) => ({
      label: say("statement.vat", {
        country,
        rate: formatRate(row.vatRate, locale),
        net: shown(row.netMinor),
      }),
      value: shown(row.vatMinor),
    })),
    ...(credits.length > 0
      ? [{ label: say("statement.total"), value: shown(charge.grossMinor) }]
      : []),
    ...credits.map((credit) => ({
      label: creditWords(credit, { say, locale }),
      value: shown(-credit.grossMinor),
    })),
  ];
}

function creditWords({ number, issuedOn }: StatementCredit, { say, locale }: In): string {
  return say("statement.credit", { number, day: formatDay(issuedOn, locale) });
}

function notesOf(charge: ChargeStatement, { say, locale }: In): string[] {
  const { meter, savings, timeZone, basis } = charge;
  return [
    say("statement.noInvoice"),
    say(`statement.basis_${basis}`),
    say("statement.times", { zone: timeZone }),
    ...(meter === null ? [] : [say(`statement.meter_${meter.outcome}`)]),
    ...(savings ? [savingsWords(savings, locale).join(" ")] : []),
  ];
}

/** What is left of a charge once credits are taken off. Minor units, VAT included. */
function leftOf({ grossMinor, credits }: ChargeStatement): bigint {
  return grossMinor - credits.reduce((sum, credit) => sum + sumOf(credit.perRate).grossMinor, 0n);
}

function shownMoney({ currency }: ChargeStatement, minor: bigint, locale: Locale): string {
  return formatMoney(money(minor, currency), locale);
}
