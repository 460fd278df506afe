import type { Id } from "@/core/ids";
import { sumOf } from "@/core/money/vat-amount";
import type { creditNoteLines } from "@/db/schema/credits";
import { storeVatAmount } from "@/services/invoices/stored-vat-amount";
import type { PlannedLine } from "./plan-credit";
import { taxedAmounts } from "./taken-back";
import type { OriginalLine } from "./credit-original";

type Row = typeof creditNoteLines.$inferSelect;

/** A line of a credit note as it is stored. */
export function creditLineRow(
  tenantId: Id<"tenant">,
  creditNoteId: Id<"creditNote">,
  { original, amounts, correctionId }: PlannedLine,
  seq: number,
): typeof creditNoteLines.$inferInsert {
  return {
    tenantId,
    creditNoteId,
    seq,
    chargeId: original.chargeId,
    billItemId: original.billItemId,
    correctionId,
    supplyCountry: original.supplyCountry,
    ...sumOf(amounts),
    perRate: amounts.map(storeVatAmount),
  };
}

/** What a stored line gives back, with the line of the original that it is of. */
export function plannedLine(row: Row, originals: readonly OriginalLine[]): PlannedLine {
  const original = originals.find(
    ({ chargeId, billItemId }) => chargeId === row.chargeId && billItemId === row.billItemId,
  );
  if (!original) throw new Error(`line ${row.seq} of ${row.creditNoteId} is of no original`);
  const amounts = taxedAmounts(row.perRate, row.supplyCountry);
  return { original, amounts, correctionId: row.correctionId };
}
