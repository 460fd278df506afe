import { money, toDecimalText } from "@/core/money/money";
import { formatMicro, formatScaled } from "@/core/money/quantity";
import type { VatAmount } from "@/core/money/vat-amount";
import type { ChargeStatement } from "@/core/receipts/charge-statement";
import type { VatShare } from "@/core/receipts/vat-split";
import type { Locale } from "@/i18n/locale";
import { translatorFor } from "@/i18n/translator";
import { CSV_MARK, csvRows, csvText, type CsvCell, type CsvDecimals } from "./csv";

/** How a file of receipts is written. */
export interface CsvForm {
  readonly locale: Locale;
  readonly decimals: CsvDecimals;
}

const COLUMNS = [
  "kind",
  "start",
  "end",
  "place",
  "address",
  "city",
  "operator",
  "evse",
  "meter",
  "energy",
  "currency",
  "vatCountry",
  "vatRate",
  "net",
  "vat",
  "gross",
  "document",
  "issuedOn",
  "purpose",
  "costCentre",
  "member",
  "token",
  "plan",
  "late",
  "id",
] as const;

type Column = (typeof COLUMNS)[number];

/** The beginning of a file of receipts: the mark of UTF-8 and the names of its columns. */
export function receiptsCsvHead({ locale, decimals }: CsvForm): string {
  const say = translatorFor(locale, "receipts");
  return `${CSV_MARK}${csvRows([COLUMNS.map((column) => ({ own: say(`csv.${column}`) }))], decimals)}`;
}

/**
 * Charges as rows: one for each rate of VAT, then one below zero for each rate of what was given back, so that the
 * columns of a currency add up. Energy stands in a charge's first row alone.
 */
export function receiptsCsvRows(charges: readonly ChargeStatement[], form: CsvForm): string {
  const rows = charges.flatMap((charge) => rowsOf(charge, form.locale));
  return csvRows(
    rows.map((row) => COLUMNS.map((column) => row[column] ?? "")),
    form.decimals,
  );
}

/** The split of VAT as a file: one row for each currency, country and rate. */
export function vatSplitCsv(shares: readonly VatShare[], { locale, decimals }: CsvForm): string {
  const say = translatorFor(locale, "receipts");
  const columns = ["currency", "vatCountry", "vatRate", "net", "vat", "gross"] as const;
  const rows = shares.map(({ currency, country, vatRate, ...sums }): CsvCell[] => [
    currency,
    country,
    { own: rateText(vatRate) },
    ...(["netMinor", "vatMinor", "grossMinor"] as const).map((part) => ({
      own: toDecimalText(money(sums[part], currency)),
    })),
  ]);
  return csvText([columns.map((column) => ({ own: say(`csv.${column}`) })), ...rows], decimals);
}

type Row = Partial<Record<Column, CsvCell>>;

function rowsOf(charge: ChargeStatement, locale: Locale): Row[] {
  const say = translatorFor(locale, "receipts");
  const { currency, supplyCountry, perRate, credits, billedOn, timeZone, costCentre } = charge;
  const common: Row = {
    start: { own: clockText(charge.startedAt, timeZone) },
    end: { own: clockText(charge.endedAt, timeZone) },
    place: charge.place,
    address: charge.address,
    city: charge.city,
    operator: charge.operator,
    evse: charge.evseId,
    meter: charge.meterId ?? "",
    currency,
    vatCountry: supplyCountry,
    purpose: charge.purpose === null ? "" : { own: say(`csv.${charge.purpose}`) },
    costCentre: costCentre === null ? "" : `${costCentre.code} ${costCentre.name}`,
    member: charge.member ?? "",
    token: charge.token ?? "",
    plan: charge.planName,
    late: charge.lateFrom === null ? "" : { own: charge.lateFrom },
    id: charge.cdrOcpiId,
  };
  const amounts = perRate.length > 0 ? perRate : [NOTHING];
  return [
    ...amounts.map((amount, index) => ({
      ...common,
      ...amountCells(amount, currency, 1n),
      kind: { own: say("csv.charge") },
      document: billedOn?.number ?? { own: say("csv.notInvoiced") },
      issuedOn: billedOn?.issuedOn ?? "",
      energy: index === 0 ? { own: formatMicro(charge.energyMicroKwh) } : "",
    })),
    ...credits.flatMap((credit) =>
      credit.perRate.map((amount) => ({
        ...common,
        ...amountCells(amount, currency, -1n),
        kind: { own: say("csv.credit") },
        document: credit.number,
        issuedOn: credit.issuedOn,
      })),
    ),
  ];
}

const NOTHING: VatAmount = { vatRate: 0, netMinor: 0n, vatMinor: 0n, grossMinor: 0n };

function amountCells(amount: VatAmount, currency: string, sign: 1n | -1n): Row {
  const cell = (minor: bigint) => ({ own: toDecimalText(money(sign * minor, currency)) });
  return {
    vatRate: { own: rateText(amount.vatRate) },
    net: cell(amount.netMinor),
    vat: cell(amount.vatMinor),
    gross: cell(amount.grossMinor),
  };
}

/** A rate of 10⁻⁴ % in per cent: "25". */
function rateText(rate: number): string {
  return formatScaled(BigInt(rate), 4);
}

/** By the clock at the place: "2026-11-03 18:00". */
function clockText(at: Temporal.Instant, timeZone: string): string {
  const local = at.toZonedDateTimeISO(timeZone).toPlainDateTime();
  return local.toString({ smallestUnit: "minute" }).replace("T", " ");
}
