import type Stripe from "stripe";
import { checkAmount } from "@/simulators/stripe/amounts";
import { changedText, integer, metadata, oneOf, text } from "@/simulators/stripe/params";
import { invalid } from "@/simulators/stripe/errors";
import type { Call } from "@/simulators/stripe/world";
import { unexpectedState } from "./attempt-outcome";
import { find, idOf } from "./find";
import { checkMethodType, methodFrom } from "./intent-method";

/** What `POST /v1/payment_intents/:id` takes. */
export const UPDATE_PARAMS = [
  "amount",
  "currency",
  "customer",
  "description",
  "metadata",
  "payment_method",
  "receipt_email",
  "setup_future_usage",
] as const;
const ANY_TIME = new Set(["description", "metadata", "receipt_email"]);
const OPEN = ["requires_payment_method", "requires_confirmation", "requires_action"];

/** Changes an intent: what is charged only while nothing is charged, notes at any time. */
export function updateIntent({ world, params, path }: Call): Stripe.PaymentIntent {
  const before = find(world, "payment_intent", path("id"));
  const touched = UPDATE_PARAMS.filter((name) => name in params && !ANY_TIME.has(name));
  if (touched.length > 0 && !OPEN.includes(before.status)) throw unexpectedState(before, "update");
  const customer = text(params, "customer") ?? idOf(before.customer);
  if (customer !== null) find(world, "customer", customer, "customer");
  const amount = integer(params, "amount") ?? before.amount;
  const currency = text(params, "currency") ?? before.currency;
  if (currency !== before.currency) {
    throw invalid("The Stripe simulator does not change a currency.", { param: "currency" });
  }
  checkAmount(amount, currency);
  const method = methodFrom(world, params, customer);
  checkMethodType(before.payment_method_types, method);
  return world.store.patch("payment_intent", before.id, {
    amount,
    customer,
    description: changedText(params, "description", before.description),
    metadata: metadata(params, before.metadata),
    receipt_email: changedText(params, "receipt_email", before.receipt_email),
    setup_future_usage:
      oneOf(params, "setup_future_usage", ["off_session", "on_session"] as const) ??
      before.setup_future_usage,
    ...(method && {
      payment_method: method.id,
      next_action: null,
      status: "requires_confirmation",
    }),
  });
}
