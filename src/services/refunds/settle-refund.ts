import { and, eq, sql } from "drizzle-orm";
import type { InferSelectModel } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { refundFailed, refundSucceeded } from "@/core/ledger/entries/refund-settled";
import { refunds, type RefundState } from "@/db/schema/credits";
import { drivers } from "@/db/schema/drivers";
import { payments } from "@/db/schema/payments";
import { inTransaction } from "@/db/transaction";
import { openCase } from "@/services/cases/open-case";
import { refundDisputes } from "@/services/charge-disputes/settle-disputes";
import type { Ctx } from "@/services/context";
import { postJournal } from "@/services/ledger/post-journal";
import { writeNotification } from "@/services/notifications/write-notification";
import { ServiceError } from "@/services/service-error";
import { nextRefundState, type ObservedRefundState } from "./refund-state";

/** What was read of a refund at Stripe. */
export interface RefundObservation {
  readonly state: ObservedRefundState;
  readonly stripeRefundId?: string;
  readonly amountMinor?: bigint;
  readonly currency?: string;
  readonly failureCode?: string | null;
  /** When its money moved at Stripe: out, or back again. */
  readonly at?: Temporal.Instant;
}

type Row = InferSelectModel<typeof refunds>;

/**
 * Takes what was seen of a refund into the books, under its payment's lock: state, journals, the mail to
 * the driver, and a case where the money came back. The same observation again changes nothing.
 * @throws ServiceError NOT_FOUND, CONFLICT when Stripe sent another amount than was asked for.
 */
export async function settleRefund(
  ctx: Ctx,
  id: Id<"refund">,
  seen: RefundObservation,
): Promise<RefundState> {
  return inTransaction(ctx, async (tx) => {
    const refund = await lockRefund(tx, id);
    if (seen.amountMinor !== undefined && seen.amountMinor !== refund.amountMinor) {
      throw new ServiceError("CONFLICT", "Stripe refunded another amount than was asked for.", {
        refundId: id,
      });
    }
    const state = nextRefundState(refund.state, seen.state);
    await updateRefund(tx, refund, state, seen);
    if (state === refund.state) return state;
    if (state === "succeeded") await bookSuccess(tx, refund, seen);
    if (state === "failed" || state === "canceled") await takeBack(tx, refund, state, seen);
    await refundDisputes(tx, { creditNoteId: refund.creditNoteId, state });
    return state;
  });
}

async function lockRefund(ctx: Ctx, id: Id<"refund">): Promise<Row> {
  const which = and(eq(refunds.tenantId, ctx.tenantId), eq(refunds.id, id));
  const [found] = await ctx.db.select().from(refunds).where(which);
  if (!found) throw new ServiceError("NOT_FOUND", "There is no such refund.", { id });
  // The payment's lock first: whoever orders or disputes takes it too.
  await ctx.db
    .select({ id: payments.id })
    .from(payments)
    .where(and(eq(payments.tenantId, ctx.tenantId), eq(payments.id, found.paymentId)))
    .for("update");
  const [refund] = await ctx.db.select().from(refunds).where(which).for("update");
  return refund ?? found;
}

async function updateRefund(
  ctx: Ctx,
  refund: Row,
  state: RefundState,
  seen: RefundObservation,
): Promise<void> {
  const now = ctx.clock.now();
  const wasOut = refund.state === "succeeded";
  await ctx.db
    .update(refunds)
    .set({
      state,
      stripeRefundId: seen.stripeRefundId ?? refund.stripeRefundId,
      checks: refund.checks + 1,
      dueAt: nextCheck(now, refund.checks),
      ...(state === "failed" || state === "canceled"
        ? { failureCode: refund.failureCode ?? seen.failureCode ?? "unknown" }
        : {}),
      ...(state === "failed" && wasOut ? { failedAt: seen.at ?? now } : {}),
      ...(state !== refund.state && !wasOut && isEnded(state) ? { settledAt: seen.at ?? now } : {}),
    })
    .where(and(eq(refunds.tenantId, ctx.tenantId), eq(refunds.id, refund.id)));
}

function isEnded(state: RefundState): boolean {
  return state === "succeeded" || state === "failed" || state === "canceled";
}

/** The janitor looks after five minutes, an hour, then daily. */
function nextCheck(now: Temporal.Instant, checks: number): Temporal.Instant {
  return now.add({ minutes: [5, 60][checks] ?? 24 * 60 });
}

async function bookSuccess(ctx: Ctx, refund: Row, seen: RefundObservation): Promise<void> {
  const { id: refundId, driverId, currency, amountMinor } = refund;
  const settledAt = seen.at ?? ctx.clock.now();
  await postJournal(ctx, refundSucceeded({ refundId, driverId, currency, amountMinor, settledAt }));
  await tellDriver(ctx, refund);
}

async function takeBack(
  ctx: Ctx,
  refund: Row,
  state: RefundState,
  seen: RefundObservation,
): Promise<void> {
  const { id: refundId, driverId, currency, amountMinor } = refund;
  if (refund.state === "succeeded") {
    const settledAt = seen.at ?? ctx.clock.now();
    await postJournal(ctx, refundFailed({ refundId, driverId, currency, amountMinor, settledAt }));
  }
  await ctx.db
    .update(payments)
    .set({ refundedMinor: sql`${payments.refundedMinor} - ${amountMinor}` })
    .where(and(eq(payments.tenantId, ctx.tenantId), eq(payments.id, refund.paymentId)));
  await openCase(ctx, {
    key: `refund:${refundId}:failed`,
    kind: "refund_failed",
    subjectType: "refund",
    subjectId: refundId,
    driverId,
    amountMinor,
    currency,
    detail: { state, reason: seen.failureCode ?? "unknown", paymentId: refund.paymentId },
  });
}

async function tellDriver(ctx: Ctx, refund: Row): Promise<void> {
  const [driver] = await ctx.db
    .select({ name: drivers.name, email: drivers.email, locale: drivers.locale })
    .from(drivers)
    .where(and(eq(drivers.tenantId, ctx.tenantId), eq(drivers.id, refund.driverId)));
  if (!driver) return;
  await writeNotification(ctx, {
    key: `refund_issued:${refund.id}`,
    kind: "refund_issued",
    email: driver.email,
    locale: driver.locale,
    payload: {
      name: driver.name,
      totalMinor: refund.amountMinor.toString(),
      currency: refund.currency,
      url: `${ctx.settings.baseUrl}/${refund.cause === "withdrawal" ? "wallet" : "invoices"}`,
    },
  });
}
