import type Stripe from "stripe";

import type { Env } from "@/config/env";
import type { Ctx } from "@/services/context";
import {
  findUnreadPayouts,
  storePayoutContent,
  storePayouts,
  storeTransactions,
  type MirroredPayout,
  type MirroredTransaction,
} from "@/services/treasury/store-transactions";
import {
  moveCursor,
  noteCursorError,
  takeDueList,
  type StripeList,
} from "@/services/treasury/stripe-cursors";
import { stripeClient } from "./client";
import { fromStripeAmount } from "./minor-units";

const EVERY_MINUTES = 15;

/** Money becomes available days after it moved: reading begins so far back, so that states are renewed. */
const OVERLAP_DAYS = 8;
const PAYOUTS_BACK_DAYS = 35;

/**
 * Mirrors Stripe's own book: its balance transactions, its payouts, and what each payout is made of. What was mirrored
 * already takes Stripe's newer state. Where a list fails, its mark stays.
 */
export async function mirrorStripe(ctx: Ctx, env: Env): Promise<void> {
  const stripe = stripeClient(env);
  await readList(ctx, "transactions", (from) => readTransactions(ctx, stripe, from));
  await readList(ctx, "payouts", async (from) => {
    const newest = await readPayouts(ctx, stripe, from);
    for (const payoutId of await findUnreadPayouts(ctx)) await readContent(ctx, stripe, payoutId);
    return newest;
  });
}

async function readList(
  ctx: Ctx,
  list: StripeList,
  read: (from: Temporal.Instant | null) => Promise<Temporal.Instant | null>,
): Promise<void> {
  const due = await takeDueList(ctx, list);
  if (!due) return;
  try {
    const readUntil = (await read(due.readUntil)) ?? due.readUntil;
    await moveCursor(ctx, list, { readUntil, minutes: EVERY_MINUTES });
  } catch (error) {
    await noteCursorError(ctx, list, error);
    ctx.log.warn({ err: error, list }, "a list of Stripe's could not be read");
  }
}

async function readTransactions(
  ctx: Ctx,
  stripe: Stripe,
  from: Temporal.Instant | null,
): Promise<Temporal.Instant | null> {
  const list = stripe.balanceTransactions.list({ limit: 100, ...since(from, OVERLAP_DAYS) });
  return inPages(list, mirroredTransaction, (rows) => storeTransactions(ctx, rows));
}

async function readPayouts(
  ctx: Ctx,
  stripe: Stripe,
  from: Temporal.Instant | null,
): Promise<Temporal.Instant | null> {
  const list = stripe.payouts.list({ limit: 100, ...since(from, PAYOUTS_BACK_DAYS) });
  return inPages(list, mirroredPayout, (rows) => storePayouts(ctx, rows));
}

async function readContent(ctx: Ctx, stripe: Stripe, payoutId: string): Promise<void> {
  const payout = await stripe.payouts.retrieve(payoutId);
  if (!payout.automatic) return storePayoutContent(ctx, payoutId, null);
  if (payout.reconciliation_status !== "completed") return;
  const content: MirroredTransaction[] = [];
  await inPages(
    stripe.balanceTransactions.list({ payout: payoutId, limit: 100 }),
    mirroredTransaction,
    async (rows) => {
      content.push(...rows);
    },
  );
  await storePayoutContent(ctx, payoutId, content);
}

/** Reads a list to its end, a hundred rows at a time, and answers the time of the newest. */
async function inPages<T, R extends { readonly createdAt: Temporal.Instant }>(
  list: AsyncIterable<T>,
  read: (item: T) => R,
  store: (rows: readonly R[]) => Promise<void>,
): Promise<Temporal.Instant | null> {
  let newest: Temporal.Instant | null = null;
  let page: R[] = [];
  for await (const item of list) {
    const row = read(item);
    if (!newest || Temporal.Instant.compare(row.createdAt, newest) > 0) newest = row.createdAt;
    page.push(row);
    if (page.length < 100) continue;
    await store(page);
    page = [];
  }
  await store(page);
  return newest;
}

function since(from: Temporal.Instant | null, days: number) {
  if (!from) return {};
  const start = from.subtract({ hours: 24 * days });
  return { created: { gte: Math.floor(start.epochMilliseconds / 1000) } };
}

function mirroredTransaction(row: Stripe.BalanceTransaction): MirroredTransaction {
  const minor = (amount: number) => fromStripeAmount(amount, row.currency).amountMinor;
  return {
    id: row.id,
    type: row.type,
    amountMinor: minor(row.amount),
    feeMinor: minor(row.fee),
    netMinor: minor(row.net),
    currency: row.currency.toUpperCase(),
    sourceId: typeof row.source === "string" ? row.source : (row.source?.id ?? null),
    status: row.status,
    availableOn: instantOf(row.available_on),
    createdAt: instantOf(row.created),
  };
}

function mirroredPayout(row: Stripe.Payout): MirroredPayout {
  return {
    id: row.id,
    ...fromStripeAmount(row.amount, row.currency),
    status: row.status,
    arrivalOn: instantOf(row.arrival_date).toZonedDateTimeISO("UTC").toPlainDate(),
    createdAt: instantOf(row.created),
  };
}

function instantOf(seconds: number): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(seconds * 1000);
}
