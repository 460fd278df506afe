import { parseAmount } from "@/core/money/written-amount";
import { ok } from "@/core/outcome";
import type { InvoiceClaim } from "./match-lines";

/** A line of the file that could not be read, and why: a code. */
export interface UnreadLine {
  readonly line: number;
  readonly text: string;
  readonly reason: "no_cdr_id" | "no_amount" | "too_precise";
}

/** What was read of an operator's list of CDRs. */
export interface InvoiceFile {
  readonly claims: readonly InvoiceClaim[];
  readonly unread: readonly UnreadLine[];
  /** The names of the two columns that were taken; null where the file has no such column. */
  readonly cdrColumn: string | null;
  readonly amountColumn: string | null;
}

const CDR_NAMES = ["cdr_id", "cdrid", "cdr", "cdr id", "id", "charge_id", "record_id"];
const AMOUNT_NAMES = [
  "net",
  "net_amount",
  "amount_excl_vat",
  "total_excl_vat",
  "excl_vat",
  "cost",
  "total_cost",
  "amount",
  "belopp",
  "belopp exkl moms",
  "netto",
  "betrag",
];

/**
 * Reads an operator's CSV of the CDRs on its invoice: a head line, then one CDR a line. Separated by comma, semicolon or
 * tab; amounts before tax with point or comma. A line that can't be read is kept with its reason; a file without a
 * column for the CDR's id gives no claims.
 */
export function readInvoiceFile(text: string, currency: string): InvoiceFile {
  const rows = readRows(text.replace(/^\uFEFF/u, ""));
  const [head = { cells: [], line: 1 }, ...body] = rows;
  const names = head.cells.map((name) => name.trim().toLowerCase());
  const cdrAt = indexOfAny(names, CDR_NAMES);
  const amountAt = indexOfAny(names, AMOUNT_NAMES);
  const columns = {
    cdrColumn: head.cells[cdrAt]?.trim() ?? null,
    amountColumn: head.cells[amountAt]?.trim() ?? null,
  };
  if (cdrAt < 0) return { claims: [], unread: [], ...columns };
  const claims: InvoiceClaim[] = [];
  const unread: UnreadLine[] = [];
  for (const { cells, line } of body) {
    const cdrRef = cells[cdrAt]?.trim() ?? "";
    const amount = amountAt < 0 ? ok(null) : parseAmount(cells[amountAt] ?? "", currency);
    if (cdrRef !== "" && amount.ok) claims.push({ cdrRef, claimedMinor: amount.value });
    else {
      const reason = cdrRef === "" || amount.ok ? "no_cdr_id" : amount.reason;
      unread.push({ line, text: cells.join(" · "), reason });
    }
  }
  return { claims, unread, ...columns };
}

function indexOfAny(names: readonly string[], wanted: readonly string[]): number {
  const found = wanted.find((name) => names.includes(name));
  return found === undefined ? -1 : names.indexOf(found);
}

interface Row {
  readonly cells: readonly string[];
  readonly line: number;
}

/** RFC 4180 with any of three separators, the one that the head line has most of. Empty lines are none. */
function readRows(text: string): Row[] {
  const first = text.split(/\r?\n/u, 1)[0] ?? "";
  const separator = [";", "\t", ","].toSorted(
    (a, b) => first.split(b).length - first.split(a).length,
  )[0];
  const rows: Row[] = [];
  let cells: string[] = [];
  let cell = "";
  let isQuoted = false;
  let line = 1;
  let startedAt = 1;
  const endRow = () => {
    cells.push(cell);
    if (cells.some((value) => value.trim() !== "")) rows.push({ cells, line: startedAt });
    cells = [];
    cell = "";
  };
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (char === "\n") line += 1;
    if (isQuoted) {
      if (char !== '"') cell += char;
      else if (text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else isQuoted = false;
    } else if (char === '"' && cell === "") isQuoted = true;
    else if (char === separator) {
      cells.push(cell);
      cell = "";
    } else if (char === "\n") {
      endRow();
      startedAt = line;
    } else if (char !== "\r") cell += char;
  }
  endRow();
  return rows;
}
