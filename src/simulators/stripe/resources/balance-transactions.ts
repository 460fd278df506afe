import type Stripe from "stripe";
import { listPage } from "@/simulators/stripe/list-page";
import { text } from "@/simulators/stripe/params";
import type { Call, Route, World } from "@/simulators/stripe/world";
import { find } from "./find";

const DAY_S = 86_400;
const FUNDS_DELAY_DAYS = 2;

/** The calls on balance transactions and the balance. */
export const balanceRoutes: readonly Route[] = [
  { method: "GET", path: "/v1/balance", takes: [], run: ({ world }) => balanceOf(world) },
  {
    method: "GET",
    path: "/v1/balance_transactions",
    schema: "BalanceTransactionListParams",
    run: list,
  },
  {
    method: "GET",
    path: "/v1/balance_transactions/:id",
    takes: [],
    run: ({ world, path }) => find(world, "balance_transaction", path("id")),
  },
];

/**
 * A movement of the balance, in minor units. Money in becomes available at the beginning of the second
 * day after (UTC), all of a day at once.
 */
export interface Movement {
  type: Stripe.BalanceTransaction.Type;
  reportingCategory: string;
  amount: number;
  fee: number;
  currency: string;
  /** The object that moved the money; null for what Stripe takes by itself. */
  source: string | null;
  description: string | null;
  atOnce: boolean;
}

/** Writes a balance transaction; each currency settles in itself, nothing is converted. */
export function post(world: World, movement: Movement): Stripe.BalanceTransaction {
  const { amount, fee, currency } = movement;
  const created = world.clock.now();
  const availableOn = movement.atOnce
    ? created
    : (Math.floor(created / DAY_S) + FUNDS_DELAY_DAYS) * DAY_S;
  const transaction = world.store.put("balance_transaction", {
    id: world.ids.next("txn"),
    object: "balance_transaction",
    amount,
    available_on: availableOn,
    balance_type: "payments",
    created,
    currency,
    description: movement.description,
    exchange_rate: null,
    fee,
    fee_details: fee === 0 ? [] : [feeDetail(fee, currency)],
    net: amount - fee,
    reporting_category: movement.reportingCategory,
    source: movement.source,
    status: movement.atOnce ? "available" : "pending",
    type: movement.type,
  });
  if (!movement.atOnce) world.schedule.once(availableOn, "funds_available", "balance");
  else if (amount > 0) world.events.emit("balance.available", balanceOf(world));
  return transaction;
}

function feeDetail(amount: number, currency: string): Stripe.BalanceTransaction.FeeDetail {
  const description = "Stripe processing fees";
  return { amount, application: null, currency, description, type: "stripe_fee" };
}

/** Pending money whose day has come becomes available. */
export function becomeAvailable(world: World): void {
  const now = world.clock.now();
  const ripe = world.store
    .all("balance_transaction")
    .filter((row) => row.status === "pending" && row.available_on <= now);
  for (const row of ripe) world.store.patch("balance_transaction", row.id, { status: "available" });
  if (ripe.length > 0) world.events.emit("balance.available", balanceOf(world));
}

/** What Stripe takes for itself apart from charges, e.g. the fee of a product. */
export function takeFee(
  world: World,
  fee: { amount: number; currency: string; description: string },
): Stripe.BalanceTransaction {
  return post(world, {
    type: "stripe_fee",
    reportingCategory: "fee",
    amount: -fee.amount,
    fee: 0,
    currency: fee.currency,
    source: null,
    description: fee.description,
    atOnce: true,
  });
}

function list({ world, params }: Call) {
  const wanted = (name: string) => text(params, name);
  const payout = wanted("payout");
  const inPayout = payout === undefined ? null : contentOf(world, payout);
  const rows = world.store
    .all("balance_transaction")
    .filter((row) => inPayout === null || inPayout.has(row.id))
    .filter((row) => (wanted("currency") ?? row.currency) === row.currency)
    .filter((row) => (wanted("source") ?? row.source) === row.source)
    .filter((row) => (wanted("type") ?? row.type) === row.type);
  return listPage(params, "/v1/balance_transactions", rows);
}

function contentOf(world: World, payout: string): Set<string> {
  find(world, "payout", payout, "payout");
  return new Set(world.store.get("payout_content", payout)?.transactions ?? []);
}

/** What is available and pending, per currency. */
function balanceOf(world: World) {
  const rows = world.store.all("balance_transaction");
  const currencies = [...new Set(rows.map((row) => row.currency))].toSorted();
  const sums = (status: string) =>
    currencies.map((currency) => {
      const amount = rows
        .filter((row) => row.currency === currency && row.status === status)
        .reduce((sum, row) => sum + row.net, 0);
      return { amount, currency, source_types: { card: amount } };
    });
  return {
    object: "balance" as const,
    available: sums("available"),
    livemode: false,
    pending: sums("pending"),
  };
}
