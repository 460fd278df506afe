import { and, desc, eq, inArray, isNull } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { newId } from "@/db/new-id";
import { invoices } from "@/db/schema/invoices";
import { mandates, paymentMethods } from "@/db/schema/payments";
import { inTransaction } from "@/db/transaction";
import { enqueue } from "@/queue/enqueue";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { requireDriver } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";

/** What Stripe tells of a saved way to pay; never its number. */
export interface CardDetails {
  readonly stripeId: string;
  readonly type: string;
  readonly brand: string | null;
  readonly last4: string | null;
  readonly expMonth: number | null;
  readonly expYear: number | null;
  readonly fingerprint: string | null;
  /** ISO 3166-1 alpha-2 of the card or account. */
  readonly country?: string | null;
  /** A direct debit's mandate at Stripe. */
  readonly mandateId?: string | null;
}

/** What a driver agreed to when he saved it: kept for ever, beside the method. */
export interface MandateEvidence {
  readonly version: string;
  readonly text: string;
  readonly locale: string;
  readonly ip: string | null;
  readonly acceptedAt: Temporal.Instant;
  readonly setupIntentId: string | null;
  readonly networkTransactionId: string | null;
}

/**
 * Stores a driver's card or account as the one that is charged from now on, with the evidence of what he
 * agreed to. Invoices that wait for a method, or whose last attempt failed, are tried once with it.
 */
export async function storePaymentMethod(
  ctx: Ctx,
  input: {
    readonly driverId: Id<"driver">;
    readonly card: CardDetails;
    readonly evidence?: MandateEvidence;
  },
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const { tenantId } = tx;
    const { driverId, card } = input;
    await dropDefault(tx, driverId);
    const mandateState = card.mandateId ? ("active" as const) : null;
    const [stored] = await tx.db
      .insert(paymentMethods)
      .values({
        tenantId,
        id: newId<"paymentMethod">(),
        driverId,
        environment: tx.settings.stripeEnvironment,
        ...card,
        mandateState,
        isDefault: true,
        createdAt: tx.clock.now(),
      })
      .onConflictDoUpdate({
        target: [paymentMethods.tenantId, paymentMethods.environment, paymentMethods.stripeId],
        set: { isDefault: true, detachedAt: null },
      })
      .returning({ id: paymentMethods.id });
    if (stored && input.evidence) await keepEvidence(tx, driverId, stored.id, input.evidence);
    await writeAudit(tx, {
      action: "payment_method.store",
      subjectType: "driver",
      subjectId: driverId,
      detail: { type: card.type, brand: card.brand, last4: card.last4 },
    });
    await reopenUnpaid(tx, driverId);
  });
}

async function keepEvidence(
  ctx: Ctx,
  driverId: Id<"driver">,
  paymentMethodId: Id<"paymentMethod">,
  evidence: MandateEvidence,
): Promise<void> {
  const { version: textVersion, ...rest } = evidence;
  await ctx.db.insert(mandates).values({
    tenantId: ctx.tenantId,
    id: newId<"other">(),
    driverId,
    paymentMethodId,
    textVersion,
    ...rest,
  });
}

/** The acting driver chooses which of his ways to pay is charged. @throws ServiceError NOT_FOUND. */
export async function makeDefaultMethod(ctx: Ctx, id: Id<"paymentMethod">): Promise<void> {
  const driverId = requireDriver(ctx);
  await inTransaction(ctx, async (tx) => {
    const mine = and(
      eq(paymentMethods.tenantId, tx.tenantId),
      eq(paymentMethods.driverId, driverId),
      eq(paymentMethods.id, id),
      isNull(paymentMethods.detachedAt),
    );
    const [method] = await tx.db.select().from(paymentMethods).where(mine).for("update");
    if (!method) throw new ServiceError("NOT_FOUND", "There is no such way to pay.");
    if (method.isDefault) return;
    await dropDefault(tx, driverId);
    await tx.db.update(paymentMethods).set({ isDefault: true }).where(mine);
    await writeAudit(tx, {
      action: "payment_method.make_default",
      subjectType: "driver",
      subjectId: driverId,
      detail: { type: method.type, last4: method.last4 },
    });
    await reopenUnpaid(tx, driverId);
  });
}

/**
 * Stripe no longer has the method (removed, or its mandate ended): it is not charged again, and another
 * one that the driver saved takes its place.
 */
export async function detachPaymentMethod(ctx: Ctx, stripeId: string): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const [gone] = await tx.db
      .update(paymentMethods)
      .set({ detachedAt: tx.clock.now(), isDefault: false })
      .where(and(ofStripe(tx, stripeId), isNull(paymentMethods.detachedAt)))
      .returning({ driverId: paymentMethods.driverId, last4: paymentMethods.last4 });
    if (!gone) return;
    await writeAudit(tx, {
      action: "payment_method.detach",
      subjectType: "driver",
      subjectId: gone.driverId,
      detail: { last4: gone.last4 },
    });
    await promoteAnother(tx, gone.driverId);
  });
}

async function promoteAnother(ctx: Ctx, driverId: Id<"driver">): Promise<void> {
  const rest = await ctx.db
    .select({ id: paymentMethods.id, isDefault: paymentMethods.isDefault })
    .from(paymentMethods)
    .where(
      and(
        eq(paymentMethods.tenantId, ctx.tenantId),
        eq(paymentMethods.driverId, driverId),
        eq(paymentMethods.environment, ctx.settings.stripeEnvironment),
        isNull(paymentMethods.detachedAt),
      ),
    )
    .orderBy(desc(paymentMethods.createdAt));
  const [newest] = rest;
  if (!newest || rest.some(({ isDefault }) => isDefault)) return;
  await ctx.db
    .update(paymentMethods)
    .set({ isDefault: true })
    .where(and(eq(paymentMethods.tenantId, ctx.tenantId), eq(paymentMethods.id, newest.id)));
}

/**
 * The card's issuer gave it a new date or number: what we show of it changes, and invoices that its old
 * data could not pay are tried once. False for a method that is not ours.
 */
export async function updatePaymentMethod(ctx: Ctx, card: CardDetails): Promise<boolean> {
  return inTransaction(ctx, async (tx) => {
    const { brand, last4, expMonth, expYear, fingerprint, country } = card;
    const [before] = await tx.db
      .select()
      .from(paymentMethods)
      .where(ofStripe(tx, card.stripeId))
      .for("update");
    if (!before) return false;
    const isNew =
      before.expMonth !== expMonth ||
      before.expYear !== expYear ||
      before.fingerprint !== fingerprint;
    if (!isNew) return true;
    await tx.db
      .update(paymentMethods)
      .set({ brand, last4, expMonth, expYear, fingerprint, country: country ?? before.country })
      .where(ofStripe(tx, card.stripeId));
    if (before.isDefault && before.detachedAt === null) await reopenUnpaid(tx, before.driverId);
    return true;
  });
}

/** A mandate changed at Stripe; one that ended takes its account with it. */
export async function updateMandate(
  ctx: Ctx,
  mandate: { readonly id: string; readonly status: string; readonly methodId: string },
): Promise<void> {
  const known = ["active", "inactive", "pending"] as const;
  const mandateState = known.find((state) => state === mandate.status);
  if (mandateState) {
    await ctx.db
      .update(paymentMethods)
      .set({ mandateState, mandateId: mandate.id })
      .where(ofStripe(ctx, mandate.methodId));
  }
  if (mandate.status === "inactive") await detachPaymentMethod(ctx, mandate.methodId);
}

function ofStripe(ctx: Ctx, stripeId: string) {
  return and(
    eq(paymentMethods.tenantId, ctx.tenantId),
    eq(paymentMethods.environment, ctx.settings.stripeEnvironment),
    eq(paymentMethods.stripeId, stripeId),
  );
}

async function dropDefault(ctx: Ctx, driverId: Id<"driver">): Promise<void> {
  await ctx.db
    .update(paymentMethods)
    .set({ isDefault: false })
    .where(and(eq(paymentMethods.tenantId, ctx.tenantId), eq(paymentMethods.driverId, driverId)));
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
