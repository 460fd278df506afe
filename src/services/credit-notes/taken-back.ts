import { and, eq, isNull, ne, or } from "drizzle-orm";

import type { Id } from "@/core/ids";
import type { TaxedAmount } from "@/core/invoicing/totals";
import { isOneOf } from "@/db/is-one-of";
import { creditNoteLines, creditNotes } from "@/db/schema/credits";
import { chargeCorrections, type StoredVatAmount } from "@/db/schema/plans";
import type { Ctx } from "@/services/context";
import { readVatAmount } from "@/services/invoices/stored-vat-amount";
import type { DueCorrection } from "./credit-original";

/** A charge or an item, one of the two. */
export interface LineOf {
  readonly chargeId: Id<"charge"> | null;
  readonly billItemId: Id<"billItem"> | null;
}

/** Stored amounts with the country whose VAT they have. */
export function taxedAmounts(
  perRate: readonly StoredVatAmount[],
  supplyCountry: string,
): TaxedAmount[] {
  return perRate.map((stored) => ({
    ...readVatAmount(stored),
    category: stored.category ?? "S",
    country: stored.country ?? supplyCountry,
  }));
}

/**
 * What credit notes have given back of charges and items: those that are issued, and those that wait for a second person,
 * so that two requests cannot both be granted. `except` is the one that asks.
 */
export async function readGiven(
  ctx: Ctx,
  of: readonly LineOf[],
  except: Id<"creditNote"> | null,
): Promise<(line: LineOf) => readonly TaxedAmount[]> {
  const rows = await ctx.db
    .select({
      chargeId: creditNoteLines.chargeId,
      billItemId: creditNoteLines.billItemId,
      supplyCountry: creditNoteLines.supplyCountry,
      perRate: creditNoteLines.perRate,
    })
    .from(creditNoteLines)
    .innerJoin(
      creditNotes,
      and(
        eq(creditNotes.tenantId, creditNoteLines.tenantId),
        eq(creditNotes.id, creditNoteLines.creditNoteId),
      ),
    )
    .where(
      and(
        eq(creditNoteLines.tenantId, ctx.tenantId),
        or(
          isOneOf(
            creditNoteLines.chargeId,
            of.flatMap(({ chargeId }) => chargeId ?? []),
          ),
          isOneOf(
            creditNoteLines.billItemId,
            of.flatMap(({ billItemId }) => billItemId ?? []),
          ),
        ),
        ne(creditNotes.state, "refused"),
        ...(except ? [ne(creditNotes.id, except)] : []),
      ),
    );
  const given = Map.groupBy(rows, ({ chargeId, billItemId }) => chargeId ?? billItemId);
  return ({ chargeId, billItemId }) =>
    (given.get(chargeId ?? billItemId) ?? []).flatMap(({ perRate, supplyCountry }) =>
      taxedAmounts(perRate, supplyCountry),
    );
}

/** What credit notes on a document have taken of its rounding (asked for or issued), and given back of what was paid. */
export async function readGivenBack(
  ctx: Ctx,
  documentId: Id<"document">,
  except: Id<"creditNote"> | null,
): Promise<{ readonly roundingMinor: bigint; readonly paidMinor: bigint }> {
  const rows = await ctx.db
    .select({
      roundingMinor: creditNotes.roundingMinor,
      toWalletMinor: creditNotes.toWalletMinor,
      toPayableMinor: creditNotes.toPayableMinor,
    })
    .from(creditNotes)
    .where(
      and(
        eq(creditNotes.tenantId, ctx.tenantId),
        eq(creditNotes.creditsDocumentId, documentId),
        ne(creditNotes.state, "refused"),
        ...(except ? [ne(creditNotes.id, except)] : []),
      ),
    );
  return {
    roundingMinor: rows.reduce((sum, row) => sum + row.roundingMinor, 0n),
    paidMinor: rows.reduce((sum, row) => sum + row.toWalletMinor + row.toPayableMinor, 0n),
  };
}

/** Corrections of charges that no credit note gives back yet, nor is asked to. */
export async function readDueCorrections(
  ctx: Ctx,
  of: readonly (LineOf & { readonly supplyCountry: string })[],
): Promise<DueCorrection[]> {
  const countries = new Map(of.map(({ chargeId, supplyCountry }) => [chargeId, supplyCountry]));
  const rows = await ctx.db
    .select({
      id: chargeCorrections.id,
      chargeId: chargeCorrections.chargeId,
      perRate: chargeCorrections.perRate,
    })
    .from(chargeCorrections)
    .leftJoin(
      creditNoteLines,
      and(
        eq(creditNoteLines.tenantId, chargeCorrections.tenantId),
        eq(creditNoteLines.correctionId, chargeCorrections.id),
      ),
    )
    .where(
      and(
        eq(chargeCorrections.tenantId, ctx.tenantId),
        isOneOf(
          chargeCorrections.chargeId,
          of.flatMap(({ chargeId }) => chargeId ?? []),
        ),
        eq(chargeCorrections.state, "due"),
        isNull(creditNoteLines.creditNoteId),
      ),
    );
  return rows.map(({ id, chargeId, perRate }) => ({
    id,
    chargeId,
    amounts: taxedAmounts(perRate, countries.get(chargeId) ?? ""),
  }));
}
