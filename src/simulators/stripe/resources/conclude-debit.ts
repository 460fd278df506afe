import type Stripe from "stripe";
import type { Decline } from "@/simulators/stripe/cards";
import { invalid } from "@/simulators/stripe/errors";
import type { World } from "@/simulators/stripe/world";
import { failed, succeeded } from "./attempt-outcome";
import { bookCharge } from "./charges";
import { concludeSession } from "./complete-session";
import { find, idOf } from "./find";
import { openDispute } from "./open-dispute";

/** The bank answered a direct debit that was on its way; one that has ended stays as it is. */
export function concludeDebit(world: World, id: string, isPaid: boolean, code?: string): void {
  const intent = find(world, "payment_intent", id);
  if (intent.status !== "processing") return;
  const after = isPaid ? succeed(world, intent) : fail(world, intent, code ?? "insufficient_funds");
  concludeSession(world, after, isPaid);
}

function succeed(world: World, intent: Stripe.PaymentIntent): Stripe.PaymentIntent {
  const pending = find(world, "charge", idOf(intent.latest_charge) ?? "");
  const charge = world.store.patch("charge", pending.id, {
    amount_captured: pending.amount,
    paid: true,
    status: "succeeded",
  });
  world.events.emit("charge.succeeded", bookCharge(world, charge));
  return succeeded(world, intent, charge.id);
}

function fail(world: World, intent: Stripe.PaymentIntent, code: string): Stripe.PaymentIntent {
  const method = find(world, "payment_method", idOf(intent.payment_method) ?? "");
  const decline: Decline = {
    code: "payment_intent_payment_attempt_failed",
    declineCode: "",
    adviceCode: null,
    networkCode: null,
    message: `The customer's bank returned the debit (${code}).`,
  };
  const charge = world.store.patch("charge", idOf(intent.latest_charge) ?? "", {
    captured: false,
    failure_code: code,
    failure_message: decline.message,
    status: "failed",
  });
  world.events.emit("charge.failed", charge);
  return failed(world, intent, method, { decline, charge: charge.id });
}

/** The bank takes back a direct debit that had succeeded, weeks later even: a lost dispute. */
export function returnDebit(world: World, id: string, reason?: string): Stripe.Dispute {
  const intent = find(world, "payment_intent", id);
  const charge = find(world, "charge", idOf(intent.latest_charge) ?? "", "charge");
  if (charge.payment_method_details?.type !== "sepa_debit") {
    throw invalid(`PaymentIntent ${id} is no direct debit.`);
  }
  return openDispute(world, charge.id, { reason });
}
