import { no, ok, type Outcome } from "@/core/outcome";
import type { BankEntry, ReadStatement, UnreadLine } from "./bank-entry";
import { readCsv } from "./csv-reader";
import { decimalAmount } from "./decimal-amount";

/** What a column of a bank's CSV file holds. */
export type BankColumn =
  | "date"
  | "amount"
  | "in"
  | "out"
  | "currency"
  | "reference"
  | "counterparty"
  | "text"
  | "bankRef";

/** Which column holds what, by place from 0. */
export type BankMapping = Partial<Readonly<Record<BankColumn, number>>>;

/** A file taken apart, before it is understood: its heading and how we would read it. */
export interface BankCsv {
  readonly head: readonly string[];
  readonly rows: readonly { readonly line: number; readonly cells: readonly string[] }[];
  readonly mapping: BankMapping;
}

/** The headings of Swedish, German and English banks, in lower case. The first that occurs counts. */
const NAMES: Readonly<Record<BankColumn, readonly string[]>> = {
  date: [
    "bokföringsdag",
    "bokföringsdatum",
    "bokfört",
    "bokförd",
    "buchungstag",
    "buchung",
    "booking date",
    "booked",
    "transaktionsdatum",
    "transaktionsdag",
    "reskontradatum",
    "datum",
    "date",
  ],
  amount: ["belopp", "betrag", "umsatz", "amount", "transaktionsbelopp", "insättning/uttag"],
  in: ["insättning", "insättningar", "kredit", "haben", "credit"],
  out: ["uttag", "debet", "soll", "debit"],
  currency: ["valuta", "währung", "currency"],
  reference: [
    "ocr",
    "ocr-nummer",
    "referens",
    "referensnummer",
    "meddelande",
    "kundenreferenz (end-to-end)",
    "kundenreferenz",
    "reference",
  ],
  counterparty: [
    "avsändare",
    "namn",
    "motpart",
    "betalare",
    "beguenstigter/zahlungspflichtiger",
    "begünstigter/zahlungspflichtiger",
    "name",
    "counterparty",
    "payer",
  ],
  text: [
    "text",
    "beskrivning",
    "rubrik",
    "transaktionstyp",
    "specifikation",
    "verwendungszweck",
    "description",
  ],
  bankRef: [
    "verifikationsnummer",
    "transaktionsreferens",
    "transaktions-id",
    "radnummer",
    "transaction id",
    "bank reference",
  ],
};

/**
 * Takes a bank's CSV file apart: separator, where the heading is (banks put lines about the account first), and which
 * column seems to hold what. Finance may say otherwise.
 */
export function openBankCsv(source: string): Outcome<BankCsv, "no-heading"> {
  const rows = readCsv(source);
  const place = rows.findIndex(({ cells }) => {
    const mapping = mappingOf(cells);
    return (
      mapping.date !== undefined && (mapping.amount ?? mapping.in ?? mapping.out) !== undefined
    );
  });
  const heading = rows[place];
  if (!heading) return no("no-heading");
  return ok({
    head: heading.cells,
    rows: rows.slice(place + 1).filter(({ cells }) => cells.some((cell) => cell.trim() !== "")),
    mapping: mappingOf(heading.cells),
  });
}

/** Reads the rows by a mapping; `currency` holds where no column says it. */
export function readBankCsv(
  csv: BankCsv,
  mapping: BankMapping,
  currency: string,
): Pick<ReadStatement, "entries" | "unread"> {
  const entries: BankEntry[] = [];
  const unread: UnreadLine[] = [];
  for (const { line, cells } of csv.rows) {
    const read = readRow(cells, mapping, currency);
    if (typeof read === "string") unread.push({ line, reason: read, text: cells.join(" | ") });
    else entries.push(read);
  }
  return { entries, unread };
}

function mappingOf(cells: readonly string[]): BankMapping {
  const heads = cells.map((cell) => cell.trim().toLowerCase());
  const placeOf = (names: readonly string[]) =>
    names.map((name) => heads.indexOf(name)).find((place) => place >= 0);
  return Object.fromEntries(
    Object.entries(NAMES).flatMap(([column, names]) => {
      const place = placeOf(names);
      return place === undefined ? [] : [[column, place] as const];
    }),
  );
}

function readRow(
  cells: readonly string[],
  mapping: BankMapping,
  usual: string,
): BankEntry | UnreadLine["reason"] {
  const cell = (column: BankColumn) => {
    const place = mapping[column];
    const text = place === undefined ? undefined : cells[place]?.trim();
    return text === undefined || text === "" ? null : text;
  };
  if (cells.length < 2) return "too_few_columns";
  const bookedOn = bankDate(cell("date"));
  if (bookedOn === null) return "no_date";
  const currency = (cell("currency") ?? usual).toUpperCase();
  if (!/^[A-Z]{3}$/.test(currency)) return "no_currency";
  const amountMinor = rowAmount(cell("amount"), cell("in"), cell("out"), currency);
  if (amountMinor === null) return "no_amount";
  return {
    bankRef: cell("bankRef"),
    bookedOn,
    amountMinor,
    currency,
    reference: cell("reference"),
    counterparty: cell("counterparty"),
    text: cell("text"),
  };
}

/** One column with a sign, or one for what came in and one for what went out. */
function rowAmount(
  amount: string | null,
  received: string | null,
  paid: string | null,
  currency: string,
): bigint | null {
  if (amount !== null) return decimalAmount(amount, currency);
  const into = received === null ? null : decimalAmount(received, currency);
  const out = paid === null ? null : decimalAmount(paid, currency);
  if (into !== null && into !== 0n && (out === null || out === 0n)) return into;
  if (out === null || out === 0n) return null;
  return out < 0n ? out : -out;
}

/** 2026-11-22, 20261122, 22.11.2026, 22/11/2026; years of two digits and American order are not guessed. */
function bankDate(text: string | null): Temporal.PlainDate | null {
  const iso = /^(\d{4})-?(\d{2})-?(\d{2})(?:[T ].*)?$/.exec(text ?? "");
  const european = /^(\d{1,2})[./](\d{1,2})[./](\d{4})$/.exec(text ?? "");
  const [year, month, day] = iso
    ? [iso[1], iso[2], iso[3]]
    : [european?.[3], european?.[2], european?.[1]];
  if (year === undefined || month === undefined || day === undefined) return null;
  try {
    const fields = { year: Number(year), month: Number(month), day: Number(day) };
    return Temporal.PlainDate.from(fields, { overflow: "reject" });
  } catch {
    return null;
  }
}
