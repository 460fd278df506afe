import type { z } from "zod";
import { openBankCsv, readBankCsv, type BankMapping } from "@/accounting/bank-csv";
import type { ReadStatement } from "@/accounting/bank-entry";
import { readCamt053 } from "@/accounting/camt053";
import { decodeText } from "@/accounting/decode-text";
import { ServiceError } from "@/services/service-error";
import type { statementInput } from "./inputs/bank";

/** A bank's file as it was understood. */
export interface UnderstoodStatement extends ReadStatement {
  readonly format: "camt053" | "csv";
  readonly file: Uint8Array;
  /** The headings of a CSV file, and what we take its columns for. */
  readonly head: readonly string[];
  readonly mapping: BankMapping;
}

/**
 * Reads a statement: camt.053 where it is XML, else CSV by the mapping given or guessed.
 * @throws ServiceError INVALID for a file that is neither.
 */
export function readStatement(input: z.output<typeof statementInput>): UnderstoodStatement {
  const file = Uint8Array.from(Buffer.from(input.base64, "base64"));
  const text = decodeText(file);
  if (/^\s*(?:\uFEFF)?</.test(text)) {
    const read = readCamt053(text);
    if (!read.ok) throw refused(read.reason);
    return { format: "camt053", file, head: [], mapping: {}, ...read.value };
  }
  const csv = openBankCsv(text);
  if (!csv.ok) throw refused(csv.reason);
  const mapping = input.mapping ?? csv.value.mapping;
  const read = readBankCsv(csv.value, mapping, input.currency ?? "SEK");
  return { format: "csv", file, account: null, head: csv.value.head, mapping, ...read };
}

function refused(reason: string): ServiceError {
  return new ServiceError("INVALID", "This is no bank statement that we can read.", { reason });
}
