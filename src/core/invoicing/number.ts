import { invariant } from "@/core/invariant";

/** What each series adds to the legal entity's prefix. Invoices have the plain one. */
const MARKS = {
  invoice: "",
  credit_note: "C",
  receipt: "R",
  reminder: "P",
  statement: "S",
  settlement: "A",
  self_billing: "B",
} as const;

/** A kind of numbered document. The database holds the same names. */
export type NumberedKind = keyof typeof MARKS;

/**
 * The prefix of a series: "K" for invoices, "KC" for credit notes; a series that we keep for another seller names it
 * ("KB-SE-NSL").
 */
export function seriesPrefix(base: string, kind: NumberedKind, seriesOf = ""): string {
  return `${base}${MARKS[kind]}${seriesOf === "" ? "" : `-${seriesOf}`}`;
}

/** A document number people can read and say: prefix, year, number of at least six digits ("K-2026-000042"). */
export function documentNumber(prefix: string, year: number, seq: number): string {
  invariant(seq >= 1, "a series begins at 1");
  return `${prefix}-${year}-${String(seq).padStart(6, "0")}`;
}
