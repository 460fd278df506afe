import { and, desc, eq } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { invoices } from "@/db/schema/invoices";
import { payments } from "@/db/schema/payments";
import { inTransaction } from "@/db/transaction";
import { enqueue } from "@/queue/enqueue";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { requireDriver } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { findAttemptLimit } from "./attempt-limits";
import { findDueMethods } from "./read-due";

/** Between two attempts that a person asks for. */
const PAUSE = { minutes: 1 } as const;

/**
 * Tries again to take an invoice whose payment failed from the acting driver's saved card.
 * @throws ServiceError NOT_FOUND for another's invoice, PRECONDITION when it has not failed or no card is
 * saved, LIMIT right after an attempt or when the card networks allow no more.
 */
export async function retryPayment(
  ctx: Ctx,
  input: { readonly invoiceId: Id<"invoice"> },
): Promise<void> {
  const driverId = requireDriver(ctx);
  await inTransaction(ctx, async (tx) => {
    const [invoice] = await tx.db
      .select({ driverId: invoices.driverId, paymentState: invoices.paymentState })
      .from(invoices)
      .where(and(eq(invoices.tenantId, tx.tenantId), eq(invoices.id, input.invoiceId)))
      .for("update");
    if (invoice?.driverId !== driverId) {
      throw new ServiceError("NOT_FOUND", "There is no such invoice.");
    }
    if (invoice.paymentState !== "failed") {
      throw new ServiceError("PRECONDITION", "This invoice does not wait for another attempt.");
    }
    const fingerprint = await requireMethod(tx, driverId);
    await refuseTooOften(tx, input.invoiceId, fingerprint);
    await tx.db
      .update(invoices)
      .set({ paymentState: "open" })
      .where(and(eq(invoices.tenantId, tx.tenantId), eq(invoices.id, input.invoiceId)));
    await writeAudit(tx, {
      action: "payment.retry",
      subjectType: "invoice",
      subjectId: input.invoiceId,
    });
    await enqueue(tx.db, "collect-payment", { tenantId: tx.tenantId, id: input.invoiceId });
  });
}

/** @returns the fingerprint of the method that will be charged. */
async function requireMethod(ctx: Ctx, driverId: Id<"driver">): Promise<string | null> {
  const [method] = await findDueMethods(ctx, driverId);
  if (!method) throw new ServiceError("PRECONDITION", "Save a way to pay first.");
  return method.fingerprint;
}

async function refuseTooOften(
  ctx: Ctx,
  invoiceId: Id<"invoice">,
  fingerprint: string | null,
): Promise<void> {
  const limit = await findAttemptLimit(ctx, { invoiceId }, fingerprint);
  if (limit) {
    throw new ServiceError("LIMIT", "The card networks allow no more attempts. Pay by the link.", {
      limit,
    });
  }
  const [last] = await ctx.db
    .select({ createdAt: payments.createdAt })
    .from(payments)
    .where(and(eq(payments.tenantId, ctx.tenantId), eq(payments.invoiceId, invoiceId)))
    .orderBy(desc(payments.attempt))
    .limit(1);
  if (!last) return;
  if (Temporal.Instant.compare(ctx.clock.now(), last.createdAt.add(PAUSE)) < 0) {
    throw new ServiceError("LIMIT", "Wait a minute before you try again.", { limit: "pause" });
  }
}
