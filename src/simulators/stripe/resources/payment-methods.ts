import type Stripe from "stripe";
import { cardNumbered, type TestCard } from "@/simulators/stripe/cards";
import { invalid, missing } from "@/simulators/stripe/errors";
import { listPage } from "@/simulators/stripe/list-page";
import { integer, metadata, oneOf, requiredText, section, text } from "@/simulators/stripe/params";
import type { Call, Route, World } from "@/simulators/stripe/world";
import { billingDetailsFrom } from "./address";
import { cardError } from "./card-error";
import { find, idOf } from "./find";
import { endMandates } from "./mandates";
import { newPaymentMethod, paymentMethodNamed } from "./new-payment-method";

const CREATE_PARAMS = [
  "type",
  "card",
  "sepa_debit",
  "billing_details",
  "metadata",
  "allow_redisplay",
];

/** The calls on payment methods. */
export const paymentMethodRoutes: readonly Route[] = [
  { method: "POST", path: "/v1/payment_methods", takes: CREATE_PARAMS, run: create },
  { method: "GET", path: "/v1/payment_methods", schema: "PaymentMethodListParams", run: list },
  { method: "GET", path: "/v1/payment_methods/:id", takes: [], run: retrieve },
  {
    method: "POST",
    path: "/v1/payment_methods/:id",
    takes: ["billing_details", "card", "metadata", "allow_redisplay"],
    run: update,
  },
  {
    method: "POST",
    path: "/v1/payment_methods/:id/attach",
    schema: "PaymentMethodAttachParams",
    run: ({ world, params, path }) =>
      attach(world, usableMethod(world, path("id"), "id"), requiredText(params, "customer")),
  },
  {
    method: "POST",
    path: "/v1/payment_methods/:id/detach",
    takes: [],
    run: ({ world, path }) => detachAsked(world, path("id")),
  },
];

function create({ world, params }: Call): Stripe.PaymentMethod {
  return newPaymentMethod(world, params);
}

function retrieve({ world, path }: Call): Stripe.PaymentMethod {
  return usableMethod(world, path("id"), "id");
}

function list({ world, params }: Call) {
  const customer = text(params, "customer");
  if (customer !== undefined) find(world, "customer", customer, "customer");
  const type = text(params, "type");
  const display = text(params, "allow_redisplay");
  const rows = world.store
    .all("payment_method")
    .filter((row) => display === undefined || row.allow_redisplay === display)
    .filter((row) => row.customer !== null)
    .filter((row) => customer === undefined || row.customer === customer)
    .filter((row) => type === undefined || row.type === type);
  return listPage(params, "/v1/payment_methods", rows);
}

function update({ world, params, path }: Call): Stripe.PaymentMethod {
  const before = find(world, "payment_method", path("id"));
  if (before.customer === null) {
    throw invalid("You must save this PaymentMethod to a customer before you can update it.");
  }
  const given = section(params, "card") ?? {};
  const after = world.store.patch("payment_method", before.id, {
    billing_details: billingDetailsFrom(params, before.billing_details),
    metadata: metadata(params, before.metadata),
    allow_redisplay:
      oneOf(params, "allow_redisplay", ["always", "limited", "unspecified"] as const) ??
      before.allow_redisplay,
    ...(before.card && {
      card: {
        ...before.card,
        exp_month: integer(given, "exp_month") ?? before.card.exp_month,
        exp_year: integer(given, "exp_year") ?? before.card.exp_year,
      },
    }),
  });
  world.events.emit("payment_method.updated", after, before);
  return after;
}

/** The payment method of an id, or a fresh one for one of Stripe's names such as `pm_card_visa`. */
export function usableMethod(
  world: World,
  id: string,
  param = "payment_method",
): Stripe.PaymentMethod {
  const found = world.store.get("payment_method", id) ?? paymentMethodNamed(world, id);
  if (found === undefined) throw missing("PaymentMethod", id, param);
  return found;
}

/** Saves a payment method to a customer; some test cards refuse this. */
export function attach(
  world: World,
  method: Stripe.PaymentMethod,
  customerId: string,
): Stripe.PaymentMethod {
  const customer = find(world, "customer", customerId, "customer");
  if (method.customer === customer.id) return method;
  if (method.customer !== null) {
    throw invalid("The payment method you provided has already been attached to a customer.", {
      code: "payment_method_unexpected_state",
    });
  }
  refuseSpent(world, method);
  const card = testCardOf(world, method);
  if (card?.refusesSetup && card.decline) throw cardError(card.decline, { payment_method: method });
  const after = world.store.patch("payment_method", method.id, { customer: customer.id });
  world.events.emit("payment_method.attached", after);
  return after;
}

/** A method once charged without a customer, or detached, can't be used again. */
export function refuseSpent(world: World, method: Stripe.PaymentMethod): void {
  if (!world.store.get("instrument", method.id)?.spent) return;
  throw invalid(
    "This PaymentMethod was previously used without being attached to a Customer or was detached " +
      "from a Customer, and may not be used again.",
    { code: "payment_method_unexpected_state" },
  );
}

/** The card networks' updater tells of a new expiry date, without anybody asking. */
export function renewCard(
  world: World,
  id: string,
  expiry: { month: number; year: number },
): Stripe.PaymentMethod {
  const before = find(world, "payment_method", id);
  if (before.card === undefined) throw invalid(`PaymentMethod ${id} is no card.`);
  const after = world.store.patch("payment_method", id, {
    card: { ...before.card, exp_month: expiry.month, exp_year: expiry.year },
  });
  world.events.emit("payment_method.automatically_updated", after, before);
  return after;
}

function detachAsked(world: World, id: string): Stripe.PaymentMethod {
  const method = find(world, "payment_method", id);
  if (method.customer === null) {
    throw invalid(
      "The payment method you provided is not attached to a customer so detachment is impossible.",
      { code: "payment_method_unexpected_state" },
    );
  }
  return detach(world, method);
}

/** Takes a payment method from its customer, and from his default if it was that. */
export function detach(world: World, before: Stripe.PaymentMethod): Stripe.PaymentMethod {
  endMandates(world, before.id);
  const after = world.store.patch("payment_method", before.id, { customer: null });
  world.store.patch("instrument", before.id, { spent: true });
  world.events.emit("payment_method.detached", after, before);
  const customer = world.store.get("customer", idOf(before.customer) ?? "");
  if (customer?.invoice_settings.default_payment_method === before.id) {
    const cleared = world.store.patch("customer", customer.id, {
      invoice_settings: { ...customer.invoice_settings, default_payment_method: null },
    });
    world.events.emit("customer.updated", cleared, customer);
  }
  return after;
}

export function methodsOf(world: World, customer: string): Stripe.PaymentMethod[] {
  return world.store.all("payment_method").filter((row) => row.customer === customer);
}

/** How the card behind a payment method behaves; undefined for a direct debit. */
export function testCardOf(world: World, method: Stripe.PaymentMethod): TestCard | undefined {
  return cardNumbered(world.store.get("instrument", method.id)?.number ?? "");
}
