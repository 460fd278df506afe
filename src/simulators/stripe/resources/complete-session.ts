import type Stripe from "stripe";
import { invalid } from "@/simulators/stripe/errors";
import type { World } from "@/simulators/stripe/world";
import { confirmIntent } from "./confirm-payment";
import { confirmSetup } from "./confirm-setup";
import { emptyCustomer } from "./customers";
import { find, idOf } from "./find";
import { newIntent } from "./payment-intents";

/** What stands after an attempt to pay or save on the hosted page. */
export type SessionStep =
  | { kind: "complete"; session: Stripe.Checkout.Session }
  | { kind: "authenticate"; url: string };

/** The customer pressed "Pay" or "Save". Throws Stripe's 402 when the card is declined. */
export function submitSession(
  world: World,
  id: string,
  method: Stripe.PaymentMethod,
  returnUrl: string,
): SessionStep {
  const session = find(world, "checkout_session", id);
  if (session.status !== "open") throw invalid(`This Checkout Session is ${session.status}.`);
  const params = {
    payment_method: method.id,
    return_url: returnUrl,
    ...(method.type === "sepa_debit" && {
      mandate_data: { customer_acceptance: { type: "online" } },
    }),
  };
  if (session.mode === "setup") {
    const intent = find(world, "setup_intent", idOf(session.setup_intent) ?? "");
    return stepAfter(world, session, confirmSetup(world, intent, params));
  }
  return stepAfter(world, session, confirmIntent(world, intentOf(world, session), params));
}

/** The customer came back from the authentication page. */
export function resumeSession(world: World, id: string): SessionStep | null {
  const session = find(world, "checkout_session", id);
  if (session.status === "complete") return { kind: "complete", session };
  const setup = world.store.get("setup_intent", idOf(session.setup_intent) ?? "");
  const payment = world.store.get("payment_intent", idOf(session.payment_intent) ?? "");
  const intent = setup ?? payment;
  return intent && isDone(intent.status) ? stepAfter(world, session, intent) : null;
}

/** The session's PaymentIntent; a hosted page makes it at the first attempt. */
function intentOf(world: World, session: Stripe.Checkout.Session): Stripe.PaymentIntent {
  const known = idOf(session.payment_intent);
  if (known !== null) return find(world, "payment_intent", known);
  const plan = world.store.get("session_plan", session.id);
  const customer = idOf(session.customer) ?? customerFor(world, session, plan?.setupFutureUsage);
  const draft = newIntent(
    world,
    {
      amount: session.amount_total,
      currency: session.currency,
      capture_method: plan?.captureMethod ?? "automatic_async",
      description: plan?.description ?? null,
      metadata: plan?.metadata ?? {},
      payment_method_types: session.payment_method_types,
      setup_future_usage: plan?.setupFutureUsage ?? null,
    },
    customer,
  );
  const intent = world.store.put("payment_intent", draft);
  world.store.patch("checkout_session", session.id, { payment_intent: intent.id, customer });
  world.events.emit("payment_intent.created", intent);
  return intent;
}

function customerFor(
  world: World,
  session: Stripe.Checkout.Session,
  usage: string | null | undefined,
): string | null {
  if (session.customer_creation !== "always" && !usage) return null;
  const row = { ...emptyCustomer(world), email: session.customer_email };
  world.events.emit("customer.created", world.store.put("customer", row));
  return row.id;
}

function isDone(status: string): boolean {
  return ["succeeded", "processing", "requires_capture"].includes(status);
}

function stepAfter(
  world: World,
  session: Stripe.Checkout.Session,
  intent: Stripe.PaymentIntent | Stripe.SetupIntent,
): SessionStep {
  if (!isDone(intent.status)) {
    return { kind: "authenticate", url: intent.next_action?.redirect_to_url?.url ?? "" };
  }
  const isPaid = intent.object === "payment_intent" && intent.status === "succeeded";
  const before = find(world, "checkout_session", session.id);
  const after = world.store.patch("checkout_session", session.id, {
    customer_details: detailsOf(world, before),
    payment_status: isPaid ? "paid" : before.payment_status,
    status: "complete",
    url: null,
  });
  world.events.emit("checkout.session.completed", after);
  return { kind: "complete", session: after };
}

/** A direct debit behind a session ended days later. */
export function concludeSession(world: World, intent: Stripe.PaymentIntent, isPaid: boolean): void {
  const session = world.store
    .all("checkout_session")
    .find((row) => idOf(row.payment_intent) === intent.id && row.status === "complete");
  if (session === undefined) return;
  const after = world.store.patch("checkout_session", session.id, {
    payment_status: isPaid ? "paid" : "unpaid",
  });
  const outcome = isPaid ? "succeeded" : "failed";
  world.events.emit(`checkout.session.async_payment_${outcome}`, after);
}

function detailsOf(
  world: World,
  session: Stripe.Checkout.Session,
): Stripe.Checkout.Session.CustomerDetails {
  const customer = world.store.get("customer", idOf(session.customer) ?? "");
  return {
    address: null,
    business_name: null,
    email: session.customer_email ?? customer?.email ?? null,
    individual_name: null,
    name: customer?.name ?? null,
    phone: customer?.phone ?? null,
    tax_exempt: "none",
    tax_ids: [],
  };
}
