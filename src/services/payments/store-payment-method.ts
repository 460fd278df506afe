import { and, eq, inArray, isNull } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { newId } from "@/db/new-id";
import { invoices } from "@/db/schema/invoices";
import { paymentMethods } from "@/db/schema/payments";
import { inTransaction } from "@/db/transaction";
import { enqueue } from "@/queue/enqueue";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";

/** What Stripe tells of a saved way to pay; never its number. */
export interface CardDetails {
  readonly stripeId: string;
  readonly type: string;
  readonly brand: string | null;
  readonly last4: string | null;
  readonly expMonth: number | null;
  readonly expYear: number | null;
  readonly fingerprint: string | null;
}

/**
 * Stores a driver's card as the one that is charged from now on. Invoices that wait for a card, or whose
 * last attempt failed, are tried once with it.
 */
export async function storePaymentMethod(
  ctx: Ctx,
  input: { readonly driverId: Id<"driver">; readonly card: CardDetails },
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const { tenantId } = tx;
    const { driverId, card } = input;
    await tx.db
      .update(paymentMethods)
      .set({ isDefault: false })
      .where(and(eq(paymentMethods.tenantId, tenantId), eq(paymentMethods.driverId, driverId)));
    await tx.db
      .insert(paymentMethods)
      .values({
        tenantId,
        id: newId<"paymentMethod">(),
        driverId,
        environment: tx.settings.stripeEnvironment,
        ...card,
        isDefault: true,
        createdAt: tx.clock.now(),
      })
      .onConflictDoUpdate({
        target: [paymentMethods.tenantId, paymentMethods.environment, paymentMethods.stripeId],
        set: { isDefault: true, detachedAt: null },
      });
    await writeAudit(tx, {
      action: "payment_method.store",
      subjectType: "driver",
      subjectId: driverId,
      detail: { brand: card.brand, last4: card.last4 },
    });
    await reopenUnpaid(tx, driverId);
  });
}

/** Stripe no longer has the card: it is not charged again. */
export async function detachPaymentMethod(ctx: Ctx, stripeId: string): Promise<void> {
  await ctx.db
    .update(paymentMethods)
    .set({ detachedAt: ctx.clock.now(), isDefault: false })
    .where(
      and(
        eq(paymentMethods.tenantId, ctx.tenantId),
        eq(paymentMethods.environment, ctx.settings.stripeEnvironment),
        eq(paymentMethods.stripeId, stripeId),
        isNull(paymentMethods.detachedAt),
      ),
    );
}

async function reopenUnpaid(ctx: Ctx, driverId: Id<"driver">): Promise<void> {
  const rows = await ctx.db
    .update(invoices)
    .set({ paymentState: "open" })
    .where(
      and(
        eq(invoices.tenantId, ctx.tenantId),
        eq(invoices.driverId, driverId),
        inArray(invoices.paymentState, ["open", "failed"]),
      ),
    )
    .returning({ id: invoices.id });
  for (const { id } of rows) {
    await enqueue(ctx.db, "collect-payment", { tenantId: ctx.tenantId, id });
  }
}
