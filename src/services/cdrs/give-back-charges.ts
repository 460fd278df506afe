import { and, eq, inArray } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { chargeReversed } from "@/core/ledger/entries/charge-accepted";
import type { Journal } from "@/core/ledger/journal";
import { isOneOf } from "@/db/is-one-of";
import { insertRows } from "@/db/insert-rows";
import { newId } from "@/db/new-id";
import { invoiceLines } from "@/db/schema/invoices";
import { journalKeys } from "@/db/schema/ledger";
import { chargeCorrections, charges } from "@/db/schema/plans";
import { updateRows } from "@/db/update-rows";
import { actorName } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { readVatAmount } from "@/services/invoices/stored-vat-amount";
import { postJournals } from "@/services/ledger/post-journal";
import { giveBackBenefits } from "@/services/subscriptions/give-back-benefits";
import { giveBackToWallets } from "@/services/wallet/give-back-to-wallets";
import { lockCharges, type Charge } from "./charge-rows";

type Correction = typeof chargeCorrections.$inferInsert;

/** A CDR whose charge is given back, by which Credit CDR, and why in a few words. */
export interface GiveBack {
  readonly id: Id<"cdr">;
  readonly creditCdrId: Id<"cdr">;
  readonly reason: string;
}

/**
 * Gives drivers back what they owe for CDRs that their CPO took back. One that waits for its price is void. One
 * that is booked and not invoiced is void, and its journal is taken back. One on an invoice (or on a receipt) stays as it
 * is, and what a credit note must give back is written down as due, in the amounts of its line.
 */
export async function giveBackCharges(ctx: Ctx, taken: readonly GiveBack[]): Promise<void> {
  const locked = await lockCharges(ctx, taken);
  const given = taken.flatMap((one) => {
    const charge = locked.get(one.id);
    return charge && charge.state !== "void" ? [{ ...one, charge }] : [];
  });
  if (given.length === 0) return;
  const isBooked = ({ charge }: (typeof given)[number]) =>
    !isOnDocument(charge) && (charge.state === "open" || charge.state === "settled");
  const isInvoiced = ({ charge }: (typeof given)[number]) => isOnDocument(charge);
  await updateRows(
    ctx.db,
    charges,
    ["tenantId", "id"],
    given
      .filter((one) => !isInvoiced(one))
      .map(({ charge, reason }) => ({
        tenantId: ctx.tenantId,
        id: charge.id,
        state: "void" as const,
        reason,
      })),
  );
  await reverseCharges(
    ctx,
    given.filter(isBooked).map(({ charge }) => charge),
  );
  const invoiced = given.filter(isInvoiced).map(({ charge }) => charge.id);
  await giveBackBenefits(ctx, invoiced);
  const [lines, owed] = await Promise.all([readLines(ctx, invoiced), readOwed(ctx, invoiced)]);
  await insertRows(
    ctx.db,
    chargeCorrections,
    given
      .filter(({ charge }) => charge.state !== "waiting" && !owed.has(charge.id))
      .map((one) => correctionRow(ctx, one, lines.get(one.charge.id))),
  );
}

// On an invoice, or on the receipt of what the wallet paid: a document with VAT, that only another one takes back.
function isOnDocument({ state, receiptId }: Charge): boolean {
  return state === "drafted" || state === "invoiced" || (state === "settled" && receiptId !== null);
}

function correctionRow(
  ctx: Ctx,
  { charge, creditCdrId }: { readonly charge: Charge; readonly creditCdrId: Id<"cdr"> },
  line: typeof invoiceLines.$inferSelect | undefined,
): Correction {
  const { netMinor, vatMinor, grossMinor, perRate } = line ?? charge;
  return {
    tenantId: ctx.tenantId,
    id: newId<"other">(),
    chargeId: charge.id,
    cause: "credit_cdr",
    state: isOnDocument(charge) ? "due" : "reversed",
    cdrId: creditCdrId,
    currency: charge.currency,
    netMinor: netMinor ?? 0n,
    vatMinor: vatMinor ?? 0n,
    grossMinor: grossMinor ?? 0n,
    perRate,
    createdBy: actorName(ctx.actor),
    createdAt: ctx.clock.now(),
  };
}

/** Charges whose CDR finance rejected before: a correction of the whole of each stands already. */
async function readOwed(
  ctx: Ctx,
  chargeIds: readonly Id<"charge">[],
): Promise<ReadonlySet<Id<"charge">>> {
  if (chargeIds.length === 0) return new Set();
  const rows = await ctx.db
    .select({ id: chargeCorrections.chargeId })
    .from(chargeCorrections)
    .where(
      and(
        eq(chargeCorrections.tenantId, ctx.tenantId),
        isOneOf(chargeCorrections.chargeId, chargeIds),
        eq(chargeCorrections.cause, "correction"),
      ),
    );
  return new Set(rows.map(({ id }) => id));
}

async function readLines(ctx: Ctx, chargeIds: readonly Id<"charge">[]) {
  if (chargeIds.length === 0) return new Map<Id<"charge">, typeof invoiceLines.$inferSelect>();
  const rows = await ctx.db
    .select()
    .from(invoiceLines)
    .where(
      and(eq(invoiceLines.tenantId, ctx.tenantId), inArray(invoiceLines.chargeId, [...chargeIds])),
    );
  return new Map(rows.flatMap((row) => (row.chargeId ? [[row.chargeId, row] as const] : [])));
}

/**
 * Takes back the journals of booked charges, now; a free charge has none. What wallets had paid is put back into their
 * lots. The charges are as they were before they became void.
 */
export async function reverseCharges(ctx: Ctx, booked: readonly Charge[]): Promise<void> {
  if (booked.length === 0) return;
  const keys = booked.map(({ id }) => `charge:${id}`);
  const found = await ctx.db
    .select({ key: journalKeys.key, journalId: journalKeys.journalId })
    .from(journalKeys)
    .where(and(eq(journalKeys.tenantId, ctx.tenantId), isOneOf(journalKeys.key, keys)));
  const journals = new Map(found.map(({ key, journalId }) => [key, journalId]));
  const reversals = booked.map((charge) => {
    const journalId = journals.get(`charge:${charge.id}`);
    return journalId ? reversalOf(ctx, charge, journalId) : null;
  });
  const settled = booked.flatMap(({ id, state, driverId, currency, grossMinor }) =>
    state === "settled" ? [{ chargeId: id, driverId, currency, grossMinor: grossMinor ?? 0n }] : [],
  );
  await giveBackBenefits(
    ctx,
    booked.map(({ id }) => id),
  );
  await giveBackToWallets(ctx, settled, () => postJournals(ctx, reversals));
}

function reversalOf(ctx: Ctx, charge: Charge, journalId: Id<"journal">): Journal | null {
  return chargeReversed(
    {
      chargeId: charge.id,
      driverId: charge.driverId,
      currency: charge.currency,
      supplyCountry: charge.supplyCountry,
      perRate: charge.perRate.map(readVatAmount),
      effectiveAt: charge.servicedAt,
      from: charge.state === "settled" ? "wallet" : "unbilled_receivable",
    },
    journalId,
    ctx.clock.now(),
  );
}
