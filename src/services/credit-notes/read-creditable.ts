import type { Language } from "@/core/language";
import type { DocumentLine } from "@/core/invoicing/document-parts";
import { basedOn } from "@/core/credits/creditable-line";
import { money, type Money } from "@/core/money/money";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import type { CreditSource } from "./credit-order";
import { freeOf } from "./plan-credit";
import { readOriginal } from "./read-original";

/** What can be credited of a document, for finance to choose from. */
export interface Creditable {
  /** Whether amounts are meant with VAT (gross) or without. */
  readonly basis: "gross" | "net";
  readonly currency: string;
  /** In the basis; lines of which nothing is left are not here. */
  readonly lines: readonly {
    readonly seq: number;
    /** When it was supplied, "2026-10-03" on the document's wall clock. */
    readonly day: string;
    readonly line: DocumentLine;
    readonly left: Money;
  }[];
  readonly left: Money;
  readonly open: Money;
  /** What the cards that paid it can take back. */
  readonly refundable: Money;
  /** An attempt to collect it that is under way. */
  readonly collecting: Money | null;
  /** The document's language. */
  readonly locale: Language;
}

/**
 * What can be credited of an invoice, or of a charge that the wallet paid. For finance.
 * @throws ServiceError FORBIDDEN, NOT_FOUND, PRECONDITION with `reason` "no_receipt".
 */
export async function readCreditable(ctx: Ctx, source: CreditSource): Promise<Creditable> {
  requireRole(ctx, "finance");
  const original = await readOriginal(ctx, source);
  const { basis, currency, refundable, collectingMinor } = original;
  const lines = original.lines
    .map((line) => ({
      seq: line.seq,
      line: line.line,
      leftMinor: freeOf(original, line).reduce((sum, amount) => sum + basedOn(basis, amount), 0n),
    }))
    .filter(({ leftMinor }) => leftMinor !== 0n);
  const { timeZone } = original.document;
  const total = (minors: readonly bigint[]) =>
    money(
      minors.reduce((sum, minor) => sum + minor, 0n),
      currency,
    );
  return {
    basis,
    currency,
    lines: lines.map(({ seq, line, leftMinor }) => ({
      seq,
      day: dayOf(line, timeZone),
      line,
      left: money(leftMinor, currency),
    })),
    left: total(lines.map(({ leftMinor }) => leftMinor)),
    open: money(original.openMinor, currency),
    refundable: total(refundable.map(({ leftMinor }) => leftMinor)),
    collecting: collectingMinor === null ? null : money(collectingMinor, currency),
    locale: original.document.locale,
  };
}

function dayOf(line: DocumentLine, timeZone: string): string {
  const at = line.kind === "charge" ? line.startedAt : line.servicedAt;
  return Temporal.Instant.from(at).toZonedDateTimeISO(timeZone).toPlainDate().toString();
}
