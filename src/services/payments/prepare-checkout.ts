import { createHash } from "node:crypto";

import { and, eq, inArray } from "drizzle-orm";

import type { Language } from "@/core/language";
import type { Id } from "@/core/ids";
import { chargeableMinor, smallestChargeMinor } from "@/core/money/smallest-charge";
import { newId } from "@/db/new-id";
import { invoices } from "@/db/schema/invoices";
import { payments } from "@/db/schema/payments";
import { topups } from "@/db/schema/wallets";
import { inTransaction } from "@/db/transaction";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";
import type { PaymentRow } from "./payment-rows";
import { OPEN_PAYMENT_STATES } from "./payment-state";
import { ofSubject, type PaymentSubject } from "./payment-subject";
import { nextAttempt } from "./prepare-payment";
import { findPayer, lockDue, type DueSubject } from "./read-due";

/** How long a page at Stripe stays open; Stripe takes 30 minutes to 24 hours. */
const PAGE_MINUTES = 60;

/** A page that is about to expire is not handed out again. */
const STILL_MINUTES = 5;

/** What a page asks Stripe for, made before the call. */
export interface CheckoutOrder {
  readonly paymentId: Id<"payment">;
  readonly subject: PaymentSubject;
  readonly reference: string;
  readonly attempt: number;
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly customerId: string;
  readonly locale: Language;
  /** A debit takes days: an invoice can wait for it. */
  readonly takesDebit: boolean;
  readonly expiresAt: Temporal.Instant;
}

/** open: the page is there already. ready: its payment is written. blocked: another attempt must end first. */
export type PreparedCheckout =
  | { readonly kind: "open"; readonly url: string }
  | { readonly kind: "ready" | "blocked"; readonly paymentId: Id<"payment"> };

/**
 * Writes the payment of a page at Stripe before it is opened. A driver who asks twice gets the same page; an
 * attempt that was written and never sent gives way; money that is on its way is not asked for again.
 * @throws ServiceError PRECONDITION: nothing due, or a payment is on its way (detail `reason`).
 */
export async function prepareCheckout(
  ctx: Ctx,
  subject: PaymentSubject,
  edge: {
    /** The driver's customer at Stripe; called outside of transactions. */
    readonly customerOf: (driverId: Id<"driver">) => Promise<string>;
    readonly compose: (order: CheckoutOrder) => string;
  },
): Promise<PreparedCheckout> {
  const first = await inTransaction(ctx, (tx) => lookFirst(tx, subject));
  if (first.kind !== "none") return first;
  const customerId = await edge.customerOf(first.driverId);
  return inTransaction(ctx, async (tx) => {
    const again = await lookFirst(tx, subject);
    if (again.kind !== "none") return again;
    const payer = await findPayer(tx, again.driverId);
    const order: CheckoutOrder = {
      paymentId: newId<"payment">(),
      subject,
      reference: again.due.reference,
      attempt: await nextAttempt(tx, subject),
      amountMinor: chargeableMinor(again.due.amountMinor, again.due.currency),
      currency: again.due.currency,
      customerId,
      locale: payer?.locale ?? "en",
      takesDebit: "invoiceId" in subject,
      expiresAt: tx.clock.now().add({ minutes: PAGE_MINUTES }),
    };
    const isWritten = await insertCheckout(tx, order, edge.compose(order), again.driverId);
    if (!isWritten) throw onItsWay("collecting");
    return { kind: "ready", paymentId: order.paymentId };
  });
}

type Look =
  | PreparedCheckout
  | { readonly kind: "none"; readonly driverId: Id<"driver">; readonly due: DueSubject };

async function lookFirst(ctx: Ctx, subject: PaymentSubject): Promise<Look> {
  const open = await lockOpenPayment(ctx, subject);
  const due = await lockDue(ctx, subject);
  if (!due) throw new ServiceError("PRECONDITION", "There is nothing to pay.", { reason: "paid" });
  if (due.amountMinor < smallestChargeMinor(due.currency)) {
    const text = "The amount is too small to be charged; it waits for the next invoice.";
    throw new ServiceError("PRECONDITION", text, { reason: "too_small" });
  }
  if (!open) return { kind: "none", driverId: due.driverId, due };
  return besideOpen(ctx, open, due);
}

async function besideOpen(ctx: Ctx, open: PaymentRow, due: DueSubject): Promise<Look> {
  if (open.channel === "checkout") return sameOrOther(ctx, open, due);
  if (open.state === "created") {
    // Written, announced perhaps, and never sent: it cannot take money any more once it is marked here.
    await ctx.db
      .update(payments)
      .set({ state: "canceled", settledAt: ctx.clock.now() })
      .where(and(eq(payments.tenantId, ctx.tenantId), eq(payments.id, open.id)));
    await releaseInvoice(ctx, open);
    return { kind: "none", driverId: due.driverId, due };
  }
  if (open.state === "processing") throw onItsWay("processing");
  return { kind: "blocked", paymentId: open.id };
}

/** Nothing is being collected any more; a page that is left later leaves the invoice as it was before. */
async function releaseInvoice(ctx: Ctx, open: PaymentRow): Promise<void> {
  if (open.invoiceId === null) return;
  await ctx.db
    .update(invoices)
    .set({ paymentState: "open" })
    .where(
      and(
        eq(invoices.tenantId, ctx.tenantId),
        eq(invoices.id, open.invoiceId),
        eq(invoices.paymentState, "collecting"),
      ),
    );
}

function sameOrOther(ctx: Ctx, open: PaymentRow, due: DueSubject): Look {
  if (open.state === "processing") throw onItsWay("processing");
  const soon = ctx.clock.now().add({ minutes: STILL_MINUTES });
  const isFresh = open.expiresAt !== null && Temporal.Instant.compare(soon, open.expiresAt) < 0;
  const isSame = isFresh && open.amountMinor === chargeableMinor(due.amountMinor, due.currency);
  if (isSame && open.checkoutUrl) return { kind: "open", url: open.checkoutUrl };
  if (isSame) return { kind: "ready", paymentId: open.id };
  return { kind: "blocked", paymentId: open.id };
}

function onItsWay(reason: string): ServiceError {
  return new ServiceError("PRECONDITION", "A payment is on its way already.", { reason });
}

async function lockOpenPayment(ctx: Ctx, subject: PaymentSubject): Promise<PaymentRow | null> {
  const [row] = await ctx.db
    .select()
    .from(payments)
    .where(
      and(
        eq(payments.tenantId, ctx.tenantId),
        ofSubject(subject),
        inArray(payments.state, [...OPEN_PAYMENT_STATES]),
      ),
    )
    .for("update");
  return row ?? null;
}

async function insertCheckout(
  ctx: Ctx,
  order: CheckoutOrder,
  request: string,
  driverId: Id<"driver">,
): Promise<boolean> {
  const now = ctx.clock.now();
  const rows = await ctx.db
    .insert(payments)
    .values({
      tenantId: ctx.tenantId,
      id: order.paymentId,
      driverId,
      ...order.subject,
      channel: "checkout",
      environment: ctx.settings.stripeEnvironment,
      attempt: order.attempt,
      amountMinor: order.amountMinor,
      currency: order.currency,
      idempotencyKey: `pay-${order.paymentId}`,
      request,
      requestSha256: createHash("sha256").update(request).digest(),
      expiresAt: order.expiresAt,
      dueAt: now.add({ minutes: 10 }),
      createdAt: now,
    })
    .onConflictDoNothing()
    .returning({ id: payments.id });
  if (rows.length === 0) return false;
  if ("topupId" in order.subject) {
    await ctx.db
      .update(topups)
      .set({ state: "open" })
      .where(and(eq(topups.tenantId, ctx.tenantId), eq(topups.id, order.subject.topupId)));
  }
  await writeAudit(ctx, {
    action: "payment.open_page",
    subjectType: "invoiceId" in order.subject ? "invoice" : "topup",
    subjectId: "invoiceId" in order.subject ? order.subject.invoiceId : order.subject.topupId,
    detail: { paymentId: order.paymentId, amountMinor: order.amountMinor.toString() },
  });
  return true;
}
