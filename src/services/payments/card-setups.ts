import { and, eq } from "drizzle-orm";

import { asId, type Id } from "@/core/ids";
import { newId } from "@/db/new-id";
import { cardSetups } from "@/db/schema/payments";
import { inTransaction } from "@/db/transaction";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";
import { storePaymentMethod, type CardDetails } from "./store-payment-method";

/** What the driver agreed to when he saved a card: the evidence of the mandate. */
export interface CardConsent {
  readonly version: string;
  readonly text: string;
  readonly locale: string;
  readonly ip: string | null;
}

/** Notes that a driver is about to save a card; before Stripe is called. */
export async function createCardSetup(
  ctx: Ctx,
  input: { readonly driverId: Id<"driver">; readonly consent: CardConsent },
): Promise<Id> {
  const id = newId<"other">();
  await inTransaction(ctx, async (tx) => {
    await tx.db.insert(cardSetups).values({
      tenantId: tx.tenantId,
      id,
      driverId: input.driverId,
      state: "created",
      consent: input.consent,
      createdAt: tx.clock.now(),
    });
    await writeAudit(tx, {
      action: "card_setup.start",
      subjectType: "driver",
      subjectId: input.driverId,
      detail: { setupId: id, consentVersion: input.consent.version },
    });
  });
  return id;
}

/** Whether a page at Stripe has its consent already. */
export async function isSetupKept(ctx: Ctx, checkoutSessionId: string): Promise<boolean> {
  const rows = await ctx.db
    .select({ id: cardSetups.id })
    .from(cardSetups)
    .where(
      and(
        eq(cardSetups.tenantId, ctx.tenantId),
        eq(cardSetups.checkoutSessionId, checkoutSessionId),
      ),
    );
  return rows.length > 0;
}

/** Stripe opened a Checkout Session for it. */
export async function openCardSetup(
  ctx: Ctx,
  input: { readonly id: Id; readonly checkoutSessionId: string },
): Promise<void> {
  await ctx.db
    .update(cardSetups)
    .set({ state: "open", checkoutSessionId: input.checkoutSessionId })
    .where(and(eq(cardSetups.tenantId, ctx.tenantId), eq(cardSetups.id, asId<"other">(input.id))));
}

/**
 * The driver finished: his card is stored as the one that is charged. Told twice (redirect and webhook),
 * it happens once. @throws ServiceError NOT_FOUND for a session that is not ours.
 */
export async function completeCardSetup(
  ctx: Ctx,
  input: {
    readonly checkoutSessionId: string;
    readonly card: CardDetails;
    readonly setupIntentId?: string | null;
    readonly networkTransactionId?: string | null;
  },
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const [setup] = await tx.db
      .select()
      .from(cardSetups)
      .where(
        and(
          eq(cardSetups.tenantId, tx.tenantId),
          eq(cardSetups.checkoutSessionId, input.checkoutSessionId),
        ),
      )
      .for("update");
    if (!setup) throw new ServiceError("NOT_FOUND", "There is no such card set-up.");
    if (setup.state === "completed") return;
    await storePaymentMethod(tx, {
      driverId: setup.driverId,
      card: input.card,
      evidence: {
        ...setup.consent,
        acceptedAt: setup.createdAt,
        setupIntentId: input.setupIntentId ?? null,
        networkTransactionId: input.networkTransactionId ?? null,
      },
    });
    await tx.db
      .update(cardSetups)
      .set({ state: "completed", completedAt: tx.clock.now() })
      .where(and(eq(cardSetups.tenantId, tx.tenantId), eq(cardSetups.id, setup.id)));
  });
}

/** The driver left without saving a card. */
export async function expireCardSetup(ctx: Ctx, checkoutSessionId: string): Promise<void> {
  await ctx.db
    .update(cardSetups)
    .set({ state: "expired" })
    .where(
      and(
        eq(cardSetups.tenantId, ctx.tenantId),
        eq(cardSetups.checkoutSessionId, checkoutSessionId),
        eq(cardSetups.state, "open"),
      ),
    );
}
