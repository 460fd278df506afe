import type Stripe from "stripe";
import { invalid } from "@/simulators/stripe/errors";
import type { World } from "@/simulators/stripe/world";
import { bookCharge } from "./charges";
import { unexpectedState } from "./attempt-outcome";
import { find, idOf } from "./find";

const REASONS = ["abandoned", "duplicate", "fraudulent", "requested_by_customer"] as const;
const OPEN = [
  "requires_payment_method",
  "requires_confirmation",
  "requires_action",
  "requires_capture",
];

/** Takes the held money, or a part of it; the rest of the hold is freed. */
export function captureIntent(
  world: World,
  intent: Stripe.PaymentIntent,
  asked: number | undefined,
): Stripe.PaymentIntent {
  if (intent.status !== "requires_capture") throw unexpectedState(intent, "capture");
  const amount = asked ?? intent.amount_capturable;
  if (amount < 1 || amount > intent.amount_capturable) {
    throw invalid(
      `Invalid capture amount: ${amount} is not between 1 and ${intent.amount_capturable}.`,
      { code: "amount_too_large", param: "amount_to_capture" },
    );
  }
  const held = find(world, "charge", idOf(intent.latest_charge) ?? "");
  const charge = bookCharge(
    world,
    world.store.patch("charge", held.id, {
      captured: true,
      amount_captured: amount,
      amount_refunded: 0,
    }),
  );
  world.events.emit("charge.captured", charge, held);
  const after = world.store.patch("payment_intent", intent.id, {
    status: "succeeded",
    amount_capturable: 0,
    amount_received: amount,
  });
  world.events.emit("payment_intent.succeeded", after);
  return after;
}

/** Ends an intent that has not taken money; a hold is freed. */
export function cancelIntent(
  world: World,
  intent: Stripe.PaymentIntent,
  asked: string | undefined,
): Stripe.PaymentIntent {
  if (!OPEN.includes(intent.status)) throw unexpectedState(intent, "cancel");
  const reason = REASONS.find((candidate) => candidate === asked);
  if (asked !== undefined && reason === undefined) {
    throw invalid(`Invalid cancellation_reason: must be one of ${REASONS.join(", ")}`, {
      param: "cancellation_reason",
    });
  }
  if (intent.status === "requires_capture") {
    const held = find(world, "charge", idOf(intent.latest_charge) ?? "");
    const freed = world.store.patch("charge", held.id, {
      amount_refunded: held.amount,
      refunded: true,
    });
    world.events.emit("charge.refunded", freed, held);
  }
  const after = world.store.patch("payment_intent", intent.id, {
    status: "canceled",
    amount_capturable: 0,
    canceled_at: world.clock.now(),
    cancellation_reason: reason ?? null,
    next_action: null,
  });
  world.events.emit("payment_intent.canceled", after);
  return after;
}
