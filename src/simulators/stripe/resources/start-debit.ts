import type Stripe from "stripe";
import { invalid } from "@/simulators/stripe/errors";
import type { Params } from "@/simulators/stripe/form-decoding";
import { ibanBehaviour } from "@/simulators/stripe/test-ibans";
import type { World } from "@/simulators/stripe/world";
import { rememberMethod } from "./attempt-outcome";
import { newCharge } from "./charges";
import { mandateFor } from "./mandates";

/** A direct debit is on its way for days; the outcome comes by itself. */
export function startDebit(
  world: World,
  intent: Stripe.PaymentIntent,
  method: Stripe.PaymentMethod,
  params: Params,
): Stripe.PaymentIntent {
  if (mandateFor(world, method, params) === null) {
    throw invalid("A mandate is required to confirm a SEPA Direct Debit: send mandate_data.", {
      param: "mandate_data",
    });
  }
  const iban = ibanBehaviour(world.store.get("instrument", method.id)?.number ?? "");
  const charge = newCharge(world, intent, method, "pending");
  rememberMethod(world, intent, method);
  world.events.emit("charge.pending", charge);
  const after = world.store.patch("payment_intent", intent.id, {
    status: "processing",
    latest_charge: charge.id,
    last_payment_error: null,
  });
  world.events.emit("payment_intent.processing", after);
  const outcome = iban.outcome === "succeeds" ? "debit_succeeds" : "debit_fails";
  world.schedule.after(iban.afterS, outcome, intent.id);
  if (iban.returnedAfterS !== null) {
    world.schedule.after(iban.afterS + iban.returnedAfterS, "dispute_opens", charge.id);
  }
  return after;
}
