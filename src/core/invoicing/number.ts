import { invariant } from "@/core/invariant";

/** A document number people can read and say: prefix, year, number of at least six digits ("K-2026-000042"). */
export function documentNumber(prefix: string, year: number, seq: number): string {
  invariant(seq >= 1, "a series begins at 1");
  return `${prefix}-${year}-${String(seq).padStart(6, "0")}`;
}
