import type { Rows } from "@/simulators/stripe/rows";
import { missing } from "@/simulators/stripe/errors";
import type { World } from "@/simulators/stripe/world";

/** Tables whose rows a caller can name, with the noun of the error message. */
const NOUNS = {
  balance_transaction: "balance transaction",
  charge: "charge",
  checkout_session: "checkout.session",
  customer: "customer",
  dispute: "dispute",
  early_fraud_warning: "early fraud warning",
  event: "event",
  mandate: "mandate",
  payment_intent: "payment_intent",
  payment_method: "PaymentMethod",
  payout: "payout",
  price: "price",
  product: "product",
  portal_session: "portal session",
  refund: "refund",
  setup_intent: "setupintent",
  test_clock: "test clock",
  webhook_endpoint: "webhook endpoint",
} as const;

/** The row, or Stripe's `resource_missing`: 404 for an id in the path, 400 for one in a parameter. */
export function find<K extends keyof typeof NOUNS>(
  world: World,
  table: K,
  id: string,
  param = "id",
): Rows[K] {
  const row = world.store.get(table, id);
  if (row === undefined) throw missing(NOUNS[table], id, param);
  return row;
}

/** The id of a field that holds an id or, when expanded, an object. */
export function idOf(field: string | { id: string } | null | undefined): string | null {
  if (field === null || field === undefined) return null;
  return typeof field === "string" ? field : field.id;
}
