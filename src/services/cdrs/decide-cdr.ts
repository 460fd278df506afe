import { and, eq } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { decodeCdr } from "@/core/roaming/json";
import { cdrRatings, cdrs } from "@/db/schema/cdrs";
import { newId } from "@/db/new-id";
import { chargeCorrections, charges } from "@/db/schema/plans";
import { inTransaction } from "@/db/transaction";
import { toMinor } from "@/core/money/money";
import { actorName, writeAudit } from "@/services/audit/write-audit";
import { dropDisputes } from "@/services/charge-disputes/settle-disputes";
import type { Ctx } from "@/services/context";
import { postJournal, postJournals } from "@/services/ledger/post-journal";
import { requireRole } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { lockBenefits } from "@/services/subscriptions/lock-benefits";
import { giveBackBenefits } from "@/services/subscriptions/give-back-benefits";
import { settleCharges } from "@/services/wallet/settle-charges";
import { chargeEntry, lockCharge, storeCharges, walletCharges, type Charge } from "./charge-rows";
import { costJournalOf } from "./cost-journal";
import { reverseCharges } from "./give-back-charges";
import { loadFactsOf } from "./load-rating-facts";
import { meantOriginal } from "./meant-original";
import { priceCharge } from "./price-charge";
import { releaseHolds } from "./store-holds";
import { tellOfCharges } from "./tell-of-charges";
import { takeBack } from "./take-back";

/** What finance can do with a CDR that is held. */
export type CdrDecision = "accept_claim" | "accept_own" | "reject";

type CdrRow = typeof cdrs.$inferSelect;

/**
 * Decides a held CDR. Accepting books what we owe the CPO (the claim, or our own figure) and what the
 * driver owes; rejecting books nothing and takes back a charge that is not invoiced yet (one that a wallet paid, too). Of a Credit CDR, accepting the
 * claim books what it gives back, and its original stands; accepting our figure takes the original back whole. A note
 * says why.
 * @throws ServiceError FORBIDDEN, NOT_FOUND, PRECONDITION (not held; no figure of ours; the driver's
 * price cannot be made), INVALID (no note).
 */
export async function decideCdr(
  ctx: Ctx,
  input: { readonly cdrId: Id<"cdr">; readonly decision: CdrDecision; readonly note: string },
): Promise<void> {
  requireRole(ctx, "finance");
  const note = input.note.trim();
  if (note === "") throw new ServiceError("INVALID", "Say in a few words why.", { field: "note" });
  await inTransaction(ctx, async (tx) => {
    const row = await lockHeld(tx, input.cdrId);
    if (input.decision === "reject") await reject(tx, row, note);
    else if (row.isCredit && input.decision === "accept_own") await takeWhole(tx, row, note);
    else await accept(tx, row, input.decision, note);
    await releaseHolds(tx, [row.id], "decision");
    await writeAudit(tx, {
      action: `cdr.${input.decision}`,
      subjectType: "cdr",
      subjectId: row.id,
      detail: { note, heldReasons: row.heldReasons },
    });
  });
}

async function lockHeld(ctx: Ctx, cdrId: Id<"cdr">): Promise<CdrRow> {
  const [row] = await ctx.db
    .select()
    .from(cdrs)
    .where(and(eq(cdrs.tenantId, ctx.tenantId), eq(cdrs.id, cdrId)))
    .for("update");
  if (!row) throw new ServiceError("NOT_FOUND", "There is no such CDR.", { cdrId });
  if (row.state !== "held") {
    throw new ServiceError("PRECONDITION", "This CDR has been decided already.", {
      state: row.state,
    });
  }
  return row;
}

async function accept(
  ctx: Ctx,
  row: CdrRow,
  decision: "accept_claim" | "accept_own",
  note: string,
): Promise<void> {
  const costMinor = decision === "accept_claim" ? claimOf(row) : await ownFigureOf(ctx, row);
  await postJournal(ctx, costJournalOf(row, costMinor));
  if (!row.isCredit) await bookDriverSide(ctx, row, costMinor);
  await ctx.db
    .update(cdrs)
    .set({
      state: "accepted",
      acceptedCostMinor: costMinor,
      acceptedBasis: decision === "accept_claim" ? "claim" : "own",
      ...decided(ctx, note),
    })
    .where(and(eq(cdrs.tenantId, ctx.tenantId), eq(cdrs.id, row.id)));
}

async function takeWhole(ctx: Ctx, credit: CdrRow, note: string): Promise<void> {
  const original = await meantOriginal(ctx, credit, { lock: true });
  if (!original) {
    throw new ServiceError("PRECONDITION", "The CDR that it credits is not here, or was credited.");
  }
  await takeBack(ctx, [{ credit, original }], { basis: "own", note });
}

function decided(ctx: Ctx, note: string) {
  return { decidedBy: actorName(ctx.actor), decidedAt: ctx.clock.now(), decisionNote: note };
}

function claimOf(row: CdrRow): bigint {
  return toMinor(row.claimedExclMicro, row.currency, "half-away").amountMinor;
}

async function ownFigureOf(ctx: Ctx, row: CdrRow): Promise<bigint> {
  const [rating] = row.ratingId
    ? await ctx.db
        .select({ own: cdrRatings.ownExclMicro })
        .from(cdrRatings)
        .where(and(eq(cdrRatings.tenantId, ctx.tenantId), eq(cdrRatings.id, row.ratingId)))
    : [];
  if (rating?.own === null || rating?.own === undefined) {
    throw new ServiceError(
      "PRECONDITION",
      "There is no figure of ours: its tariff cannot be priced.",
    );
  }
  return toMinor(rating.own, row.currency, "half-away").amountMinor;
}

async function bookDriverSide(ctx: Ctx, row: CdrRow, costMinor: bigint): Promise<void> {
  const existing = await lockCharge(ctx, row.id);
  if (row.driverId === null || (existing && existing.state !== "waiting")) return;
  const cdr = decodeCdr(row.core);
  const facts = await loadFactsOf(ctx, { row, cdr });
  if (!facts.plan) {
    throw new ServiceError("PRECONDITION", "The driver had no plan when the charge began.");
  }
  const ask = { driverId: row.driverId, plan: facts.plan, at: row.startedAt };
  const benefits = await lockBenefits(ctx, [ask]);
  const allowance = benefits.find(ask);
  const priced = priceCharge({
    cdr,
    plan: facts.plan,
    facts,
    acceptedCostMinor: costMinor,
    verdict: row.verdict ?? "unpriceable",
    allowance,
  });
  if (!priced.ok) {
    throw new ServiceError("PRECONDITION", `The driver's price cannot be made (${priced.reason}).`);
  }
  const { id: cdrId, driverId } = row;
  const isPrepaid = facts.plan.kind === "prepaid";
  const owner = { cdrId, driverId, servicedAt: cdr.endDateTime, isPrepaid };
  const entry = chargeEntry(ctx, owner, priced.value, existing?.id);
  const use = priced.value.price?.use;
  if (allowance && use) benefits.use(entry.row.id, allowance, use);
  await storeCharges(ctx, [entry]);
  await benefits.store(ctx);
  await settleCharges(ctx, walletCharges([entry]), () =>
    postJournals(ctx, [...benefits.journals, entry.journal]),
  );
  await tellOfCharges(ctx, [{ row, charge: entry.row, replaces: row.replacesCdrId }]);
}

async function reject(ctx: Ctx, row: CdrRow, note: string): Promise<void> {
  const charge = await lockCharge(ctx, row.id);
  if (charge && charge.state === "settled" && charge.receiptId !== null)
    await owePaidBack(ctx, row, charge);
  else if (charge && ["open", "settled", "waiting"].includes(charge.state)) {
    await ctx.db
      .update(charges)
      .set({ state: "void", reason: `rejected: ${note}` })
      .where(and(eq(charges.tenantId, ctx.tenantId), eq(charges.id, charge.id)));
    if (charge.state !== "waiting") await reverseCharges(ctx, [charge]);
  }
  await ctx.db
    .update(cdrs)
    .set({ state: "rejected", ...decided(ctx, note) })
    .where(and(eq(cdrs.tenantId, ctx.tenantId), eq(cdrs.id, row.id)));
  await dropDisputes(ctx, row.id);
}

/** What a wallet paid stands on a receipt: a credit note takes it back, as it does what a Credit CDR takes back. */
async function owePaidBack(ctx: Ctx, row: CdrRow, charge: Charge): Promise<void> {
  const { netMinor, vatMinor, grossMinor, perRate, currency } = charge;
  await giveBackBenefits(ctx, [charge.id]);
  await ctx.db.insert(chargeCorrections).values({
    tenantId: ctx.tenantId,
    id: newId<"other">(),
    chargeId: charge.id,
    cause: "correction",
    state: "due",
    cdrId: row.id,
    currency,
    netMinor: netMinor ?? 0n,
    vatMinor: vatMinor ?? 0n,
    grossMinor: grossMinor ?? 0n,
    perRate,
    createdBy: actorName(ctx.actor),
    createdAt: ctx.clock.now(),
  });
}
