import { and, eq } from "drizzle-orm";

import { driverAccount, type AccountRef } from "@/core/ledger/account";
import type { Id } from "@/core/ids";
import type { Pool } from "@/db/client";
import { drivers } from "@/db/schema/drivers";
import { invoices } from "@/db/schema/invoices";
import { notifications } from "@/db/schema/notifications";
import { payments } from "@/db/schema/payments";
import { cases } from "@/db/schema/treasury";
import { balanceOf } from "@/services/ledger/balance-of";
import { findDueEvents, storeEvent } from "@/services/payments/stripe-events";
import { findDuePayments } from "@/services/payments/payment-rows";
import { findDueRefunds } from "@/services/refunds/refund-rows";
import { checkPayment } from "@/stripe/check-payment";
import { stripeClient } from "@/stripe/client";
import { readEvent } from "@/stripe/read-event";
import { sendRefund } from "@/stripe/send-refund";
import { aBookedCdr, roamers } from "./builders/booked-cdr";
import { aBookedInvoice } from "./builders/booked-invoice";
import { aTenant } from "./builders/tenant";
import type { TestStripe } from "./stripe-simulator";

/** What a billed driver owes, and how he pays. */
export interface BilledDriverOptions {
  readonly amountMinor?: bigint;
  readonly currency?: string;
  /** One of Stripe's named test cards, or an IBAN; null: nothing is saved. */
  readonly method?: string | null;
}

/** A tenant of his own whose driver owes one invoice, on a clock that runs with the simulator's. */
export async function aBilledDriver(
  pool: Pool,
  rail: TestStripe,
  options: BilledDriverOptions = {},
) {
  const { amountMinor = 50_000n, currency = "SEK", method = "pm_card_visa" } = options;
  const { now_ms: nowMs } = await rail.control<{ now_ms: number }>("clock", { advance_s: 0 });
  const now = Temporal.Instant.fromEpochMilliseconds(nowMs);
  const tenant = await aTenant(pool, { now: now.toString() });
  const { ctx, legalEntityId } = tenant;
  const { tenantId } = ctx;
  const who = await roamers(ctx);
  const { driverId } = who;
  await ctx.db
    .update(drivers)
    .set({ currency })
    .where(and(eq(drivers.tenantId, tenantId), eq(drivers.id, driverId)));
  const bill = async (priceMinor: bigint, seq = 1): Promise<Id<"invoice">> => {
    const booked = await aBookedCdr(ctx, who, { costMinor: 0n, priceMinor, currency });
    return (await aBookedInvoice(ctx, legalEntityId, [booked], seq)).invoiceId;
  };
  const invoiceId = await bill(amountMinor);
  if (method?.startsWith("pm_")) await rail.saveCard(ctx, driverId, method);
  else if (method) await rail.saveAccount(ctx, driverId, method);
  return {
    ...tenant,
    ...who,
    invoiceId,
    bill,
    ...looks({ ctx, invoiceId, driverId, currency }),
    ...steps(tenant, rail),
  };
}

function looks(of: {
  readonly ctx: Awaited<ReturnType<typeof aTenant>>["ctx"];
  readonly invoiceId: Id<"invoice">;
  readonly driverId: Id<"driver">;
  readonly currency: string;
}) {
  const { ctx, invoiceId, driverId, currency } = of;
  const { tenantId } = ctx;
  return {
    invoice: async () => {
      const [row] = await ctx.db
        .select()
        .from(invoices)
        .where(and(eq(invoices.tenantId, tenantId), eq(invoices.id, invoiceId)));
      return row;
    },
    attempts: () =>
      ctx.db
        .select()
        .from(payments)
        .where(eq(payments.tenantId, tenantId))
        .orderBy(payments.createdAt, payments.attempt),
    mails: async () => {
      const rows = await ctx.db
        .select({ kind: notifications.kind })
        .from(notifications)
        .where(eq(notifications.tenantId, tenantId))
        .orderBy(notifications.id);
      return rows.map(({ kind }) => kind);
    },
    openCases: async () => {
      const rows = await ctx.db
        .select({ kind: cases.kind })
        .from(cases)
        .where(and(eq(cases.tenantId, tenantId), eq(cases.state, "open")));
      return rows.map(({ kind }) => kind);
    },
    balance: async (account: AccountRef) => (await balanceOf(ctx, account, currency)).amountMinor,
    owed: async () =>
      (await balanceOf(ctx, driverAccount(driverId, "receivable"), currency)).amountMinor,
  };
}

function steps({ ctx, clock }: Awaited<ReturnType<typeof aTenant>>, rail: TestStripe) {
  return {
    /** Lets time pass for us and at Stripe. */
    pass: async (days: number) => {
      clock.advance({ seconds: Math.round(days * 86_400) });
      await rail.control("clock", { advance_s: Math.round(days * 86_400) });
    },
    /** Reads all that Stripe's list of events holds, once or several times, in its order or another. */
    readEvents: async (order: (ids: string[]) => string[] = (ids) => ids) => {
      const stripe = stripeClient(rail.env);
      const found: string[] = [];
      for await (const event of stripe.events.list({ limit: 100 })) {
        const { object } = event.data;
        await storeEvent(ctx, {
          id: event.id,
          type: event.type,
          apiVersion: event.api_version,
          objectId: "id" in object && typeof object.id === "string" ? object.id : null,
          payload: "{}",
          createdAt: ctx.clock.now(),
        });
        found.unshift(event.id);
      }
      for (const id of order(found)) await readEvent(ctx, rail.env, id);
    },
    /** What the worker's sweeper does, until nothing is due: payments, refunds, events that waited. */
    sweep: async () => {
      for (const id of await findDuePayments(ctx)) await checkPayment(ctx, rail.env, id);
      for (const id of await findDueRefunds(ctx)) await sendRefund(ctx, rail.env, id);
      for (const id of await findDueEvents(ctx)) await readEvent(ctx, rail.env, id);
    },
  };
}
