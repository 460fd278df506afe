import { and, eq, isNull } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { isOneOf } from "@/db/is-one-of";
import { chargeDisputeEvents, chargeDisputes } from "@/db/schema/charge-disputes";
import { refunds, type RefundState } from "@/db/schema/credits";
import { charges } from "@/db/schema/plans";
import type { Ctx } from "@/services/context";
import { advanceDispute } from "./advance-dispute";
import { writeDisputeEvent } from "./dispute-events";
import type { DisputeRow } from "./dispute-row";

const UNPAID: ReadonlySet<string> = new Set(["open", "asked", "answered", "agreed"]);

/** A credit note that was just issued. */
export interface DisputeCredit {
  readonly id: Id<"creditNote">;
  readonly number: string;
  /** Money of it goes back to where the driver paid from. */
  readonly isRefundComing: boolean;
}

/** Leads disputes of charges that a credit note gives back to its number: call it in its transaction. */
export async function creditDisputes(
  ctx: Ctx,
  chargeIds: readonly Id<"charge">[],
  note: DisputeCredit,
): Promise<void> {
  if (chargeIds.length === 0) return;
  const credited = await ctx.db
    .select({ cdrId: charges.cdrId })
    .from(charges)
    .where(and(eq(charges.tenantId, ctx.tenantId), isOneOf(charges.id, chargeIds)));
  for (const row of await lockUnpaid(
    ctx,
    credited.map(({ cdrId }) => cdrId),
  )) {
    const { id: creditNoteId, number, isRefundComing } = note;
    const detail = { creditNoteId, number };
    await advanceDispute(ctx, row, { deed: "creditNote", as: "system", detail, isRefundComing });
  }
}

/**
 * Links Credit CDRs to disputes of the CDRs that they take back: what stands on a document waits for its credit note,
 * the rest is not billed any more. Call it where they are taken back, after the driver's side.
 */
export async function linkCreditCdrs(
  ctx: Ctx,
  taken: readonly {
    readonly cdrId: Id<"cdr">;
    readonly creditCdrId: Id<"cdr">;
    readonly ocpiId: string;
  }[],
): Promise<void> {
  const byCdr = new Map(taken.map((one) => [one.cdrId, one]));
  for (const row of await lockUnpaid(ctx, [...byCdr.keys()])) {
    const { creditCdrId = "", ocpiId = "" } = byCdr.get(row.cdrId) ?? {};
    const detail = { creditCdrId, ocpiId };
    const agreed = await advanceDispute(ctx, row, { deed: "creditCdr", as: "system", detail });
    if (!(await isBilled(ctx, row.cdrId))) {
      await advanceDispute(ctx, agreed, { deed: "dropped", as: "system" });
    }
  }
}

/** Ends disputes of CDRs that finance rejected: nothing is owed, or what was paid comes with a credit note. */
export async function dropDisputes(ctx: Ctx, cdrId: Id<"cdr">): Promise<void> {
  for (const row of await lockUnpaid(ctx, [cdrId])) {
    if (!(await isBilled(ctx, cdrId))) {
      await advanceDispute(ctx, row, { deed: "dropped", as: "system" });
    } else if (row.state !== "agreed") {
      await advanceDispute(ctx, row, { deed: "agree", as: "finance" });
    }
  }
}

/** Takes a refund that ended into the disputes that it pays: the last one of a credit note brings the money home. */
export async function refundDisputes(
  ctx: Ctx,
  refund: { readonly creditNoteId: Id<"creditNote"> | null; readonly state: RefundState },
): Promise<void> {
  const { creditNoteId, state } = refund;
  if (creditNoteId === null) return;
  const waiting = await findWaiting(ctx, creditNoteId);
  if (waiting.length === 0) return;
  const others = await ctx.db
    .select({ state: refunds.state })
    .from(refunds)
    .where(and(eq(refunds.tenantId, ctx.tenantId), eq(refunds.creditNoteId, creditNoteId)));
  const isAllBack = others.every((one) => one.state === "succeeded");
  for (const row of waiting) {
    if (isAllBack) {
      await advanceDispute(ctx, row, { deed: "refund", as: "system", detail: { creditNoteId } });
    } else if (state === "failed" || state === "canceled") {
      await writeDisputeEvent(ctx, row.id, { what: "refund_failed", byKind: "system" });
    }
  }
}

async function lockUnpaid(ctx: Ctx, cdrIds: readonly Id<"cdr">[]): Promise<DisputeRow[]> {
  if (cdrIds.length === 0) return [];
  const rows = await ctx.db
    .select()
    .from(chargeDisputes)
    .where(
      and(
        eq(chargeDisputes.tenantId, ctx.tenantId),
        isOneOf(chargeDisputes.cdrId, cdrIds),
        isNull(chargeDisputes.endedAt),
      ),
    )
    .orderBy(chargeDisputes.id)
    .for("update");
  return rows.filter(({ state }) => UNPAID.has(state));
}

async function findWaiting(ctx: Ctx, creditNoteId: Id<"creditNote">): Promise<DisputeRow[]> {
  const found = await ctx.db
    .select({ row: chargeDisputes, detail: chargeDisputeEvents.detail })
    .from(chargeDisputes)
    .innerJoin(
      chargeDisputeEvents,
      and(
        eq(chargeDisputeEvents.tenantId, chargeDisputes.tenantId),
        eq(chargeDisputeEvents.disputeId, chargeDisputes.id),
        eq(chargeDisputeEvents.what, "credit_note"),
      ),
    )
    .where(
      and(
        eq(chargeDisputes.tenantId, ctx.tenantId),
        eq(chargeDisputes.state, "credited"),
        isNull(chargeDisputes.endedAt),
      ),
    )
    .orderBy(chargeDisputes.id)
    .for("update", { of: chargeDisputes });
  return found.flatMap(({ row, detail }) => (detail["creditNoteId"] === creditNoteId ? [row] : []));
}

/** Whether something is still owed for a CDR: what stands on a document, only another one takes back. */
async function isBilled(ctx: Ctx, cdrId: Id<"cdr">): Promise<boolean> {
  const [found] = await ctx.db
    .select({ state: charges.state })
    .from(charges)
    .where(and(eq(charges.tenantId, ctx.tenantId), eq(charges.cdrId, cdrId)));
  return found !== undefined && found.state !== "void";
}
