import type Stripe from "stripe";
import { checkedCurrency } from "@/simulators/stripe/amounts";
import { invalid } from "@/simulators/stripe/errors";
import { isWithin, listPage } from "@/simulators/stripe/list-page";
import { integer, metadata, missingParam, requiredText, text } from "@/simulators/stripe/params";
import type { Call, Route, World } from "@/simulators/stripe/world";
import { post } from "./balance-transactions";
import { find } from "./find";

const ARRIVAL_S = 2 * 86_400;

/** The calls on payouts. */
export const payoutRoutes: readonly Route[] = [
  {
    method: "POST",
    path: "/v1/payouts",
    takes: ["amount", "currency", "description", "metadata", "statement_descriptor"],
    run: create,
  },
  { method: "GET", path: "/v1/payouts", schema: "PayoutListParams", run: list },
  {
    method: "GET",
    path: "/v1/payouts/:id",
    takes: [],
    run: ({ world, path }) => find(world, "payout", path("id")),
  },
  { method: "POST", path: "/v1/payouts/:id", takes: ["metadata"], run: update },
];

function create({ world, params }: Call): Stripe.Payout {
  const amount = integer(params, "amount");
  if (amount === undefined) throw missingParam("amount");
  const currency = checkedCurrency(requiredText(params, "currency"));
  const available = availableIn(world, currency).reduce((sum, row) => sum + row.net, 0);
  if (amount < 1 || amount > available) {
    throw invalid("You have insufficient funds in your Stripe account for this transfer.", {
      code: "balance_insufficient",
      param: "amount",
    });
  }
  return payOut(world, { amount, currency, params, content: null });
}

/**
 * Pays out all that is available in a currency, as Stripe's automatic payouts do; null when that is
 * nothing. Each balance transaction is in one payout, so that its transactions sum to the payout; a
 * payout asked for by hand, or one that came back, counts in the next automatic one.
 */
export function payOutAll(world: World, currency: string): Stripe.Payout | null {
  const paidOut = new Set(world.store.all("payout_content").flatMap((row) => row.transactions));
  const content = availableIn(world, currency).filter((row) => !paidOut.has(row.id));
  const amount = content.reduce((sum, row) => sum + row.net, 0);
  if (amount < 1) return null;
  return payOut(world, { amount, currency, params: {}, content: content.map((row) => row.id) });
}

function payOut(
  world: World,
  asked: { amount: number; currency: string; params: Call["params"]; content: string[] | null },
): Stripe.Payout {
  const { amount, currency, params, content } = asked;
  const id = world.ids.next("po");
  const description = text(params, "description") ?? "STRIPE PAYOUT";
  const transaction = post(world, {
    type: "payout",
    reportingCategory: "payout",
    amount: -amount,
    fee: 0,
    currency,
    source: id,
    description,
    atOnce: true,
  });
  const payout = world.store.put("payout", {
    ...emptyPayout,
    id,
    amount,
    arrival_date: world.clock.now() + ARRIVAL_S,
    automatic: content !== null,
    balance_transaction: transaction.id,
    created: world.clock.now(),
    currency,
    description,
    destination: `ba_${world.ids.digest(`bank:${currency}`, 24)}`,
    metadata: metadata(params),
    reconciliation_status: content === null ? "not_applicable" : "in_progress",
    statement_descriptor: text(params, "statement_descriptor") ?? null,
  } satisfies Stripe.Payout);
  if (content) {
    world.store.put("payout_content", { id, transactions: [...content, transaction.id] });
  }
  world.events.emit("payout.created", payout);
  world.schedule.after(ARRIVAL_S, "payout_paid", id);
  return payout;
}

/** A payout arrives at the bank; an automatic one can then be reconciled. */
export function arrive(world: World, id: string): void {
  const before = find(world, "payout", id);
  if (before.status !== "in_transit") return;
  const paid = world.store.patch("payout", id, { status: "paid" });
  world.events.emit("payout.paid", paid, before);
  if (!before.automatic) return;
  const after = world.store.patch("payout", id, { reconciliation_status: "completed" });
  world.events.emit("payout.reconciliation_completed", after);
}

/** The bank sends a payout back: the money is available again. Also possible after it arrived. */
export function failPayout(world: World, id: string, code: string): Stripe.Payout {
  const before = find(world, "payout", id);
  if (before.status === "failed") throw invalid(`Payout ${id} has failed already.`);
  const back = post(world, {
    type: "payout_failure",
    reportingCategory: "payout_reversal",
    amount: before.amount,
    fee: 0,
    currency: before.currency,
    source: id,
    description: "STRIPE PAYOUT FAILURE",
    atOnce: true,
  });
  const after = world.store.patch("payout", id, {
    status: "failed",
    failure_balance_transaction: back.id,
    failure_code: code,
    failure_message: "The bank returned the payout.",
  });
  world.events.emit("payout.failed", after, before);
  return after;
}

function availableIn(world: World, currency: string): Stripe.BalanceTransaction[] {
  return world.store
    .all("balance_transaction")
    .filter((row) => row.currency === currency && row.status === "available");
}

function update({ world, params, path }: Call): Stripe.Payout {
  const before = find(world, "payout", path("id"));
  const after = world.store.patch("payout", before.id, {
    metadata: metadata(params, before.metadata),
  });
  world.events.emit("payout.updated", after, before);
  return after;
}

function list({ world, params }: Call) {
  const status = text(params, "status");
  const destination = text(params, "destination");
  const rows = world.store
    .all("payout")
    .filter((row) => status === undefined || row.status === status)
    .filter((row) => destination === undefined || row.destination === destination)
    .filter((row) => isWithin(params, row.arrival_date, "arrival_date"));
  return listPage(params, "/v1/payouts", rows);
}

const emptyPayout = {
  object: "payout",
  application_fee: null,
  application_fee_amount: null,
  failure_balance_transaction: null,
  failure_code: null,
  failure_message: null,
  livemode: false,
  method: "standard",
  original_payout: null,
  payout_method: null,
  reversed_by: null,
  source_type: "card",
  status: "in_transit",
  trace_id: null,
  type: "bank_account",
} satisfies Partial<Stripe.Payout>;
