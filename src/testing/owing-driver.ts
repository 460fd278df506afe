import { createHash } from "node:crypto";
import { and, asc, eq } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { asId } from "@/core/ids";
import type { Pool } from "@/db/client";
import { newId } from "@/db/new-id";
import { dunningCases, dunningEvents } from "@/db/schema/dunning";
import { invoices } from "@/db/schema/invoices";
import { notifications } from "@/db/schema/notifications";
import { paymentMethods, payments } from "@/db/schema/payments";
import type { Actor, Ctx } from "@/services/context";
import { issueInvoices } from "@/services/invoices/issue-invoices";
import { settlePayment } from "@/services/payments/settle-payment";
import { aBookedCdr, roamers } from "./builders/booked-cdr";
import { aToken } from "./builders/driver";
import { aTenant } from "./builders/tenant";

/** A person of finance. */
export function financePerson(last: number): Extract<Actor, { kind: "user" }> {
  const userId = asId<"user">(`00000000-0000-7000-8000-00000000000${last}`);
  const email = `finance${last}@kvitt.test`;
  return { kind: "user", userId, email, roles: ["finance"], driverId: null };
}

/** A driver who owes one invoice of `priceMinor` öre, issued on 2 October 2026 and due on the 12th, with a token. */
export async function owing(pool: Pool, priceMinor = 50_000n) {
  const tenant = await aTenant(pool, { now: "2026-10-02T08:00:00Z" });
  const { ctx, clock } = tenant;
  const who = await roamers(ctx);
  const { driverId } = who;
  const token = await aToken(ctx, driverId);
  await aBookedCdr(ctx, who, { costMinor: 100n, priceMinor, endedAt: "2026-09-14T09:30:00Z" });
  const now = clock.now();
  const period = { start: now.subtract({ hours: 720 }), end: now };
  const [invoiceId] = await issueInvoices(ctx, {
    driverId,
    kind: "interim",
    period,
    until: now.add({ hours: 1 }),
  });
  if (!invoiceId) throw new Error("an invoice was expected");
  return { ...tenant, ...looksOf(ctx, invoiceId), who, driverId, token, invoiceId };
}

function looksOf(ctx: Ctx, invoiceId: Id<"invoice">) {
  const ofInvoice = and(eq(invoices.tenantId, ctx.tenantId), eq(invoices.id, invoiceId));
  const invoice = async () => {
    const [row] = await ctx.db.select().from(invoices).where(ofInvoice);
    if (!row) throw new Error("the invoice is gone");
    return row;
  };
  const theCase = async () => {
    const [row] = await ctx.db
      .select()
      .from(dunningCases)
      .where(and(eq(dunningCases.tenantId, ctx.tenantId), eq(dunningCases.invoiceId, invoiceId)));
    if (!row) throw new Error("there is no case");
    return row;
  };
  const events = async () => {
    const { id } = await theCase();
    return ctx.db
      .select()
      .from(dunningEvents)
      .where(and(eq(dunningEvents.tenantId, ctx.tenantId), eq(dunningEvents.caseId, id)))
      .orderBy(asc(dunningEvents.seq));
  };
  const kinds = async () => (await events()).map(({ kind }) => kind);
  const mails = async () => {
    const rows = await ctx.db
      .select({ kind: notifications.kind })
      .from(notifications)
      .where(eq(notifications.tenantId, ctx.tenantId))
      .orderBy(asc(notifications.createdAt), asc(notifications.id));
    return rows.map(({ kind }) => kind);
  };
  const fees = () =>
    ctx.db
      .select()
      .from(invoices)
      .where(and(eq(invoices.tenantId, ctx.tenantId), eq(invoices.kind, "fees")))
      .orderBy(asc(invoices.createdAt), asc(invoices.id));
  const setState = (paymentState: (typeof invoices.$inferInsert)["paymentState"]) =>
    ctx.db.update(invoices).set({ paymentState }).where(ofInvoice);
  return { invoice, theCase, events, kinds, mails, fees, setState };
}

/** Saves a default card without a rail. */
export async function saveCard(ctx: Ctx, driverId: Id<"driver">): Promise<Id<"paymentMethod">> {
  await ctx.db
    .update(paymentMethods)
    .set({ isDefault: false })
    .where(and(eq(paymentMethods.tenantId, ctx.tenantId), eq(paymentMethods.driverId, driverId)));
  const id = newId<"paymentMethod">();
  await ctx.db.insert(paymentMethods).values({
    tenantId: ctx.tenantId,
    id,
    driverId,
    environment: "simulator",
    stripeId: `pm_${id}`,
    type: "card",
    fingerprint: `fp_${id}`,
    isDefault: true,
    createdAt: ctx.clock.now(),
  });
  return id;
}

interface Attempt {
  readonly driverId: Id<"driver">;
  readonly invoiceId: Id<"invoice">;
  readonly methodId?: Id<"paymentMethod">;
  readonly amountMinor: bigint;
  readonly channel?: "off_session" | "checkout";
}

/** Writes an attempt that is under way. */
export async function anAttempt(ctx: Ctx, attempt: Attempt): Promise<Id<"payment">> {
  const { methodId = null, channel = "off_session", ...rest } = attempt;
  const before = await ctx.db
    .select({ id: payments.id })
    .from(payments)
    .where(and(eq(payments.tenantId, ctx.tenantId), eq(payments.invoiceId, rest.invoiceId)));
  const id = newId<"payment">();
  const now = ctx.clock.now();
  await ctx.db.insert(payments).values({
    tenantId: ctx.tenantId,
    id,
    driverId: rest.driverId,
    invoiceId: rest.invoiceId,
    paymentMethodId: methodId,
    fingerprint: methodId && `fp_${methodId}`,
    channel,
    environment: "simulator",
    attempt: before.length + 1,
    amountMinor: rest.amountMinor,
    currency: "SEK",
    state: "submitted",
    idempotencyKey: `pay-${id}`,
    request: "{}",
    requestSha256: createHash("sha256").update("{}").digest(),
    paymentIntentId: `pi_${id}`,
    dueAt: now.add({ hours: 24 }),
    createdAt: now,
  });
  return id;
}

/** An attempt that a bank declines. */
export async function declined(ctx: Ctx, attempt: Attempt, declineCode: string): Promise<void> {
  const id = await anAttempt(ctx, attempt);
  await settlePayment(ctx, id, {
    state: "failed",
    failure: { code: "card_declined", declineCode, message: "declined" },
  });
}

/** An attempt that goes through. */
export async function paid(ctx: Ctx, attempt: Attempt): Promise<void> {
  const id = await anAttempt(ctx, attempt);
  await settlePayment(ctx, id, { state: "succeeded", succeededAt: ctx.clock.now() });
}
