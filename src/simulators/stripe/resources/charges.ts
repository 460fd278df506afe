import type Stripe from "stripe";
import { feeOf } from "@/simulators/stripe/amounts";
import type { Decline } from "@/simulators/stripe/cards";
import { LIST_PARAMS, listPage } from "@/simulators/stripe/list-page";
import { text } from "@/simulators/stripe/params";
import type { Call, Route, World } from "@/simulators/stripe/world";
import { post } from "./balance-transactions";
import { find, idOf } from "./find";
import { testCardOf } from "./payment-methods";

/** The calls on charges. Charges are made by PaymentIntents only. */
export const chargeRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/v1/charges",
    takes: [...LIST_PARAMS, "customer", "payment_intent"],
    run: list,
  },
  {
    method: "GET",
    path: "/v1/charges/:id",
    takes: [],
    run: ({ world, path }) => find(world, "charge", path("id")),
  },
];

function list({ world, params }: Call) {
  const customer = text(params, "customer");
  const intent = text(params, "payment_intent");
  const rows = world.store
    .all("charge")
    .filter((row) => customer === undefined || row.customer === customer)
    .filter((row) => intent === undefined || row.payment_intent === intent);
  return listPage(params, "/v1/charges", rows);
}

/** How an attempt ended: money taken, money held, on its way, or declined. */
export type ChargeOutcome = "captured" | "held" | "pending" | Decline;

/** Records one attempt to charge a payment method for a PaymentIntent. */
export function newCharge(
  world: World,
  intent: Stripe.PaymentIntent,
  method: Stripe.PaymentMethod,
  outcome: ChargeOutcome,
): Stripe.Charge {
  const decline = typeof outcome === "string" ? null : outcome;
  const id = world.ids.next(method.type === "card" ? "ch" : "py");
  return world.store.put("charge", {
    ...emptyCharge,
    id,
    amount: intent.amount,
    amount_captured: outcome === "captured" ? intent.amount : 0,
    billing_details: method.billing_details,
    calculated_statement_descriptor: "STRIPE SIMULATOR",
    captured: outcome === "captured" || outcome === "pending",
    created: world.clock.now(),
    currency: intent.currency,
    customer: intent.customer,
    description: intent.description,
    failure_code: decline?.code ?? null,
    failure_message: decline?.message ?? null,
    metadata: intent.metadata,
    outcome: outcomeOf(decline),
    paid: outcome === "captured" || outcome === "held",
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: detailsOf(world, intent, method),
    receipt_email: intent.receipt_email,
    receipt_url: decline ? null : `${world.base()}/receipts/${id}`,
    shipping: intent.shipping,
    statement_descriptor: intent.statement_descriptor,
    statement_descriptor_suffix: intent.statement_descriptor_suffix,
    status: decline ? "failed" : outcome === "pending" ? "pending" : "succeeded",
    transfer_group: intent.transfer_group,
  } satisfies Stripe.Charge);
}

/** Books a captured charge to the balance, less the fee. */
export function bookCharge(world: World, charge: Stripe.Charge): Stripe.Charge {
  const method = world.store.get("payment_method", charge.payment_method ?? "");
  const transaction = post(world, {
    type: method?.type === "card" ? "charge" : "payment",
    reportingCategory: "charge",
    amount: charge.amount_captured,
    fee: feeOf(charge.amount_captured, charge.currency),
    currency: charge.currency,
    source: charge.id,
    description: charge.description,
    atOnce: method !== undefined && (testCardOf(world, method)?.fundsAtOnce ?? false),
  });
  return world.store.patch("charge", charge.id, { balance_transaction: transaction.id });
}

/**
 * With `automatic_async`, Stripe's default, the balance transaction comes shortly after the charge:
 * it is null in the first answer and in `charge.succeeded`.
 */
export function settleCharge(world: World, id: string): void {
  const before = find(world, "charge", id);
  if (idOf(before.balance_transaction) !== null) return;
  world.events.emit("charge.updated", bookCharge(world, before), before);
}

function outcomeOf(decline: Decline | null): Stripe.Charge.Outcome {
  return {
    advice_code: decline?.adviceCode ?? null,
    network_advice_code: null,
    network_decline_code: decline?.networkCode || null,
    network_status: decline ? "declined_by_network" : "approved_by_network",
    reason: decline?.declineCode || null,
    risk_level: "normal",
    risk_score: 17,
    seller_message: decline
      ? "The bank did not return any further details with this decline."
      : "Payment complete.",
    type: decline ? "issuer_declined" : "authorized",
  };
}

function detailsOf(
  world: World,
  intent: Stripe.PaymentIntent,
  method: Stripe.PaymentMethod,
): Stripe.Charge.PaymentMethodDetails {
  if (method.card === undefined) {
    const debit = method.sepa_debit;
    const mandate = world.store.all("mandate").find((row) => row.payment_method === method.id);
    return {
      type: "sepa_debit",
      sepa_debit: {
        bank_code: debit?.bank_code ?? null,
        branch_code: debit?.branch_code ?? null,
        country: debit?.country ?? null,
        fingerprint: debit?.fingerprint ?? null,
        last4: debit?.last4 ?? null,
        mandate: mandate?.id ?? null,
      },
    };
  }
  const { card } = method;
  const authorized = { amount_authorized: intent.amount, authorization_code: "012345" };
  const shown = {
    ...authorized,
    brand: card.brand,
    checks: card.checks,
    country: card.country,
    exp_month: card.exp_month,
    exp_year: card.exp_year,
    extended_authorization: { status: "disabled" },
    fingerprint: card.fingerprint,
    funding: card.funding,
    incremental_authorization: { status: "unavailable" },
    installments: null,
    last4: card.last4,
    mandate: null,
    multicapture: { status: "unavailable" },
    network: card.brand,
    network_token: { used: false },
    network_transaction_id: world.ids.digest(`network:${intent.id}`, 15),
    overcapture: { maximum_amount_capturable: intent.amount, status: "unavailable" },
    regulated_status: "unregulated",
    three_d_secure: null,
    transaction_link_id: null,
    wallet: null,
  };
  return { type: "card", card: shown as Stripe.Charge.PaymentMethodDetails.Card };
}

const emptyCharge = {
  object: "charge",
  amount_refunded: 0,
  application: null,
  application_fee: null,
  application_fee_amount: null,
  balance_transaction: null,
  disputed: false,
  failure_balance_transaction: null,
  fraud_details: {},
  livemode: false,
  on_behalf_of: null,
  receipt_number: null,
  refunded: false,
  review: null,
  source: null,
  source_transfer: null,
  transfer_data: null,
} satisfies Partial<Stripe.Charge>;
