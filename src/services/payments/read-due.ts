import { and, desc, eq, isNull, sql } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { drivers } from "@/db/schema/drivers";
import { invoices, type InvoicePaymentState } from "@/db/schema/invoices";
import { paymentMethods, stripeCustomers } from "@/db/schema/payments";
import { topups } from "@/db/schema/wallets";
import type { Ctx } from "@/services/context";
import type { PaymentSubject } from "./payment-subject";

/** What is to be paid, its row locked. */
export interface DueSubject {
  readonly driverId: Id<"driver">;
  /** The invoice's number, or empty for a top-up. */
  readonly reference: string;
  /** What is open of it, minor units. */
  readonly amountMinor: bigint;
  readonly currency: string;
  /** recurring: what a plan brings. unscheduled: when a wallet runs low. */
  readonly usage: "recurring" | "unscheduled";
  readonly paymentState: InvoicePaymentState | null;
}

/** The way to pay that is charged without the driver. */
export interface DueMethod {
  readonly methodId: Id<"paymentMethod">;
  readonly paymentMethodId: string;
  readonly type: string;
  readonly fingerprint: string | null;
  readonly mandateId: string | null;
  readonly customerId: string;
}

/** What is open of an invoice, in SQL: total − paid − credited − written off. */
export const openMinor =
  sql<bigint>`${invoices.totalMinor} - ${invoices.paidMinor} - ${invoices.creditedMinor} - ${invoices.writtenOffMinor}`.mapWith(
    invoices.totalMinor,
  );

/** The subject under its row's lock; null where nothing is open of it. */
export async function lockDue(ctx: Ctx, subject: PaymentSubject): Promise<DueSubject | null> {
  const due =
    "invoiceId" in subject ? await dueInvoice(ctx, subject) : await dueTopup(ctx, subject);
  return due && due.amountMinor > 0n ? due : null;
}

async function dueInvoice(
  ctx: Ctx,
  { invoiceId }: { readonly invoiceId: Id<"invoice"> },
): Promise<DueSubject | null> {
  const [row] = await ctx.db
    .select({
      driverId: invoices.driverId,
      reference: sql<string>`${invoices.number}`,
      amountMinor: openMinor,
      currency: invoices.currency,
      paymentState: invoices.paymentState,
    })
    .from(invoices)
    .where(
      and(
        eq(invoices.tenantId, ctx.tenantId),
        eq(invoices.id, invoiceId),
        eq(invoices.state, "finalized"),
      ),
    )
    .for("update");
  return row ? { ...row, usage: "recurring" } : null;
}

async function dueTopup(
  ctx: Ctx,
  { topupId }: { readonly topupId: Id<"topup"> },
): Promise<DueSubject | null> {
  const [row] = await ctx.db
    .select({
      driverId: topups.driverId,
      amountMinor: topups.amountMinor,
      currency: topups.currency,
      state: topups.state,
    })
    .from(topups)
    .where(and(eq(topups.tenantId, ctx.tenantId), eq(topups.id, topupId)))
    .for("update");
  if (row?.state !== "created" && row?.state !== "open") return null;
  const { driverId, amountMinor, currency } = row;
  return {
    driverId,
    amountMinor,
    currency,
    reference: "",
    usage: "unscheduled",
    paymentState: null,
  };
}

/** The driver's ways to pay with his customer at Stripe, the default one first. */
export async function findDueMethods(ctx: Ctx, driverId: Id<"driver">): Promise<DueMethod[]> {
  return ctx.db
    .select({
      methodId: paymentMethods.id,
      paymentMethodId: paymentMethods.stripeId,
      type: paymentMethods.type,
      fingerprint: paymentMethods.fingerprint,
      mandateId: paymentMethods.mandateId,
      customerId: stripeCustomers.customerId,
    })
    .from(paymentMethods)
    .innerJoin(
      stripeCustomers,
      and(
        eq(stripeCustomers.tenantId, paymentMethods.tenantId),
        eq(stripeCustomers.driverId, paymentMethods.driverId),
        eq(stripeCustomers.environment, paymentMethods.environment),
      ),
    )
    .where(
      and(
        eq(paymentMethods.tenantId, ctx.tenantId),
        eq(paymentMethods.driverId, driverId),
        eq(paymentMethods.environment, ctx.settings.stripeEnvironment),
        isNull(paymentMethods.detachedAt),
      ),
    )
    .orderBy(desc(paymentMethods.isDefault), desc(paymentMethods.createdAt));
}

/** Whom mails about a driver's payments go to. */
export async function findPayer(ctx: Ctx, driverId: Id<"driver">) {
  const [driver] = await ctx.db
    .select({ name: drivers.name, email: drivers.email, locale: drivers.locale })
    .from(drivers)
    .where(and(eq(drivers.tenantId, ctx.tenantId), eq(drivers.id, driverId)));
  return driver ?? null;
}
