import { createHash } from "node:crypto";

import { and, eq, max } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { chargeableMinor, smallestChargeMinor } from "@/core/money/smallest-charge";
import { newId } from "@/db/new-id";
import { invoices } from "@/db/schema/invoices";
import { payments } from "@/db/schema/payments";
import { topups } from "@/db/schema/wallets";
import { inTransaction } from "@/db/transaction";
import type { Ctx } from "@/services/context";
import { announceDebit } from "./announce-debit";
import { findAttemptLimit, limitOfError, type AttemptLimit } from "./attempt-limits";
import { giveUpSubject } from "./give-up-subject";
import type { PaymentOrder } from "./payment-order";
import { openPaymentOf } from "./open-payment";
import { ofSubject, type PaymentSubject } from "./payment-subject";
import { findDueMethods, lockDue, type DueMethod, type DueSubject } from "./read-due";

/** What came of it: a payment to be sent now, one that its driver is told of first, or why there is none. */
export type PreparedPayment =
  | { readonly kind: "ready" | "announced"; readonly paymentId: Id<"payment"> }
  | { readonly kind: "limit"; readonly limit: AttemptLimit }
  | { readonly kind: "none" };

const NONE: PreparedPayment = { kind: "none" };

/** A direct debit's largest amount: 10 000 EUR a transaction. */
const DEBIT_MAX_MINOR = 1_000_000n;

/**
 * Writes the payment row of an invoice or a top-up that is to be taken from the saved method, with the
 * exact request and its own key, before anything is sent. none: not due, below the smallest charge, no
 * method, or another attempt is open (the partial unique index decides races). A direct debit is announced
 * to its driver first, and sent when its notice is over. `compose` gives the request's text.
 */
export async function preparePayment(
  ctx: Ctx,
  subject: PaymentSubject,
  compose: (order: PaymentOrder) => string,
): Promise<PreparedPayment> {
  try {
    const prepared = await inTransaction(ctx, (tx) => prepare(tx, subject, compose));
    if (prepared.kind === "limit") await giveUpSubject(ctx, subject, prepared.limit);
    return prepared;
  } catch (error) {
    const limit = limitOfError(error);
    if (!limit) throw error;
    await giveUpSubject(ctx, subject, limit);
    return { kind: "limit", limit };
  }
}

async function prepare(
  tx: Ctx,
  subject: PaymentSubject,
  compose: (order: PaymentOrder) => string,
): Promise<PreparedPayment> {
  const due = await lockDue(tx, subject);
  if (!due || (due.paymentState !== null && due.paymentState !== "open")) return NONE;
  if (due.amountMinor < smallestChargeMinor(due.currency)) return NONE;
  // The default one, unless it cannot pay this at all (a euro account, an invoice in kronor).
  const method = (await findDueMethods(tx, due.driverId)).find((one) => canPay(one, due));
  if (!method || (await openPaymentOf(tx, subject))) return NONE;
  const limit = await findAttemptLimit(tx, subject, method.fingerprint);
  if (limit) return { kind: "limit", limit };
  const order: PaymentOrder = {
    paymentId: newId<"payment">(),
    subject,
    reference: due.reference,
    attempt: await nextAttempt(tx, subject),
    amountMinor: chargeableMinor(due.amountMinor, due.currency),
    currency: due.currency,
    usage: due.usage,
    customerId: method.customerId,
    paymentMethodId: method.paymentMethodId,
    methodType: method.type,
  };
  const isDebit = method.type === "sepa_debit";
  const dueAt = isDebit ? await announceDebit(tx, order, { due, method }) : tx.clock.now();
  if (!(await insertPayment(tx, order, { due, method, dueAt, request: compose(order) })))
    return NONE;
  await markCollecting(tx, subject);
  return { kind: isDebit ? "announced" : "ready", paymentId: order.paymentId };
}

function canPay(method: DueMethod, due: DueSubject): boolean {
  if (method.type !== "sepa_debit") return true;
  return due.currency === "EUR" && due.amountMinor <= DEBIT_MAX_MINOR;
}

async function insertPayment(
  ctx: Ctx,
  order: PaymentOrder,
  {
    due,
    method,
    dueAt,
    request,
  }: {
    readonly due: DueSubject;
    readonly method: DueMethod;
    readonly dueAt: Temporal.Instant;
    readonly request: string;
  },
): Promise<boolean> {
  const rows = await ctx.db
    .insert(payments)
    .values({
      tenantId: ctx.tenantId,
      id: order.paymentId,
      driverId: due.driverId,
      ...order.subject,
      channel: "off_session",
      paymentMethodId: method.methodId,
      fingerprint: method.fingerprint,
      environment: ctx.settings.stripeEnvironment,
      attempt: order.attempt,
      amountMinor: order.amountMinor,
      currency: order.currency,
      idempotencyKey: `pay-${order.paymentId}`,
      request,
      requestSha256: createHash("sha256").update(request).digest(),
      dueAt,
      createdAt: ctx.clock.now(),
    })
    .onConflictDoNothing()
    .returning({ id: payments.id });
  return rows.length === 1;
}

/** The number of the next attempt. Ask under the subject's lock. */
export async function nextAttempt(ctx: Ctx, subject: PaymentSubject): Promise<number> {
  const [row] = await ctx.db
    .select({ last: max(payments.attempt) })
    .from(payments)
    .where(and(eq(payments.tenantId, ctx.tenantId), ofSubject(subject)));
  return (row?.last ?? 0) + 1;
}

async function markCollecting(ctx: Ctx, subject: PaymentSubject): Promise<void> {
  if ("invoiceId" in subject) {
    await ctx.db
      .update(invoices)
      .set({ paymentState: "collecting" })
      .where(and(eq(invoices.tenantId, ctx.tenantId), eq(invoices.id, subject.invoiceId)));
    return;
  }
  await ctx.db
    .update(topups)
    .set({ state: "processing" })
    .where(and(eq(topups.tenantId, ctx.tenantId), eq(topups.id, subject.topupId)));
}
