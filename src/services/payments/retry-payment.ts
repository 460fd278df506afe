import { and, desc, eq, isNull } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { invoices } from "@/db/schema/invoices";
import { paymentMethods, payments } from "@/db/schema/payments";
import { inTransaction } from "@/db/transaction";
import { enqueue } from "@/queue/enqueue";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { requireDriver } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { MAX_ATTEMPTS } from "./prepare-payment";

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
    await refuseWithoutCard(tx, driverId);
    await refuseTooOften(tx, input.invoiceId);
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

async function refuseWithoutCard(ctx: Ctx, driverId: Id<"driver">): Promise<void> {
  const cards = await ctx.db
    .select({ id: paymentMethods.id })
    .from(paymentMethods)
    .where(
      and(
        eq(paymentMethods.tenantId, ctx.tenantId),
        eq(paymentMethods.driverId, driverId),
        eq(paymentMethods.environment, ctx.settings.stripeEnvironment),
        eq(paymentMethods.isDefault, true),
        isNull(paymentMethods.detachedAt),
      ),
    );
  if (cards.length === 0) throw new ServiceError("PRECONDITION", "Save a card first.");
}

async function refuseTooOften(ctx: Ctx, invoiceId: Id<"invoice">): Promise<void> {
  const [last] = await ctx.db
    .select({ attempt: payments.attempt, createdAt: payments.createdAt })
    .from(payments)
    .where(and(eq(payments.tenantId, ctx.tenantId), eq(payments.invoiceId, invoiceId)))
    .orderBy(desc(payments.attempt))
    .limit(1);
  if (!last) return;
  if (last.attempt >= MAX_ATTEMPTS) {
    throw new ServiceError("LIMIT", "The card networks allow no more attempts. Contact us.");
  }
  const earliest = last.createdAt.add(PAUSE);
  if (Temporal.Instant.compare(ctx.clock.now(), earliest) < 0) {
    throw new ServiceError("LIMIT", "Wait a minute before you try again.");
  }
}
