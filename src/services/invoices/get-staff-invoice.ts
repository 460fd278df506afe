import { and, desc, eq } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { money, type Money } from "@/core/money/money";
import { drivers } from "@/db/schema/drivers";
import { invoices, type InvoiceKind } from "@/db/schema/invoices";
import { payments, type PaymentState } from "@/db/schema/payments";
import { listAudit, type AuditLine } from "@/services/audit/list-audit";
import type { Ctx } from "@/services/context";
import { listJournals, type JournalView } from "@/services/ledger/list-journals";
import { requireRole } from "@/services/require-role";
import { listRefusals, type FormatRefusal } from "./list-refusals";
import { getInvoice, type IssuedInvoice } from "./get-invoice";

/** An attempt to take an invoice's money, with what Stripe calls it. */
export interface StaffPayment {
  readonly id: Id<"payment">;
  readonly attempt: number;
  readonly state: PaymentState;
  readonly environment: "test" | "live" | "simulator";
  readonly amount: Money;
  readonly paymentIntentId: string | null;
  readonly chargeId: string | null;
  readonly idempotencyKey: string;
  readonly failureCode: string | null;
  readonly declineCode: string | null;
  readonly failureMessage: string | null;
  /** Stripe's advice, and the card network's own code of the decline. */
  readonly adviceCode: string | null;
  readonly networkDeclineCode: string | null;
  /** The card's or account's fingerprint: the networks count attempts by it. */
  readonly fingerprint: string | null;
  readonly channel: "off_session" | "checkout" | "bank";
  readonly refunded: Money;
  readonly reversed: Money;
  /** Until when its driver may approve it, or its page at Stripe is open. */
  readonly expiresAt: Temporal.Instant | null;
  readonly createdAt: Temporal.Instant;
  readonly submittedAt: Temporal.Instant | null;
  readonly settledAt: Temporal.Instant | null;
}

/** An issued invoice with what finance needs beyond the driver's own view. */
export interface StaffInvoice extends Omit<IssuedInvoice, "payments"> {
  readonly kind: InvoiceKind;
  readonly driver: {
    readonly id: Id<"driver">;
    readonly name: string;
    readonly number: string;
    readonly email: string;
  };
  readonly dueOn: Temporal.PlainDate | null;
  readonly finalizedAt: Temporal.Instant | null;
  /** The formats that it cannot be expressed in, and why. */
  readonly refusals: readonly FormatRefusal[];
  /** Latest first. */
  readonly payments: readonly StaffPayment[];
  readonly journals: readonly JournalView[];
  readonly audit: readonly AuditLine[];
}

/**
 * An issued invoice, for finance.
 * @throws ServiceError NOT_FOUND, FORBIDDEN, UNAUTHENTICATED.
 */
export async function getStaffInvoice(ctx: Ctx, id: string): Promise<StaffInvoice> {
  requireRole(ctx, "finance");
  const { payments: _driversView, ...invoice } = await getInvoice(ctx, id);
  const [row, attempts, refusals] = await Promise.all([
    readRow(ctx, invoice.id),
    readPayments(ctx, invoice.id),
    listRefusals(ctx, invoice.id),
  ]);
  const paymentIds = attempts.map((attempt) => attempt.id);
  const [journals, audit] = await Promise.all([
    listJournals(ctx, [
      { type: "invoice", id: invoice.id },
      ...paymentIds.map((paymentId) => ({ type: "payment" as const, id: paymentId })),
    ]),
    listAudit(ctx, [
      { type: "invoice", id: invoice.id },
      ...paymentIds.map((paymentId) => ({ type: "payment", id: paymentId })),
    ]),
  ]);
  return { ...invoice, ...row, refusals, payments: attempts, journals, audit };
}

async function readRow(ctx: Ctx, id: Id<"invoice">) {
  const [row] = await ctx.db
    .select({
      kind: invoices.kind,
      dueOn: invoices.dueOn,
      finalizedAt: invoices.finalizedAt,
      driver: { id: drivers.id, name: drivers.name, number: drivers.number, email: drivers.email },
    })
    .from(invoices)
    .innerJoin(
      drivers,
      and(eq(drivers.tenantId, invoices.tenantId), eq(drivers.id, invoices.driverId)),
    )
    .where(and(eq(invoices.tenantId, ctx.tenantId), eq(invoices.id, id)));
  if (!row) throw new Error(`the invoice ${id} has no driver`);
  return row;
}

async function readPayments(ctx: Ctx, invoiceId: Id<"invoice">): Promise<StaffPayment[]> {
  const rows = await ctx.db
    .select()
    .from(payments)
    .where(and(eq(payments.tenantId, ctx.tenantId), eq(payments.invoiceId, invoiceId)))
    .orderBy(desc(payments.attempt));
  return rows.map((row) => ({
    id: row.id,
    attempt: row.attempt,
    state: row.state,
    environment: row.environment,
    amount: money(row.amountMinor, row.currency),
    paymentIntentId: row.paymentIntentId,
    chargeId: row.chargeId,
    idempotencyKey: row.idempotencyKey,
    failureCode: row.failureCode,
    declineCode: row.declineCode,
    failureMessage: row.failureMessage,
    adviceCode: row.adviceCode,
    networkDeclineCode: row.networkDeclineCode,
    fingerprint: row.fingerprint,
    channel: row.channel,
    refunded: money(row.refundedMinor, row.currency),
    reversed: money(row.reversedMinor, row.currency),
    expiresAt: row.expiresAt,
    createdAt: row.createdAt,
    submittedAt: row.submittedAt,
    settledAt: row.settledAt,
  }));
}
