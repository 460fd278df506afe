import type Stripe from "stripe";
import { shown } from "@/simulators/stripe/amounts";
import { invalid, missing } from "@/simulators/stripe/errors";
import { LIST_PARAMS, listPage } from "@/simulators/stripe/list-page";
import { integer, metadata, missingParam, oneOf, text } from "@/simulators/stripe/params";
import type { Call, Route, World } from "@/simulators/stripe/world";
import { post } from "./balance-transactions";
import { find, idOf } from "./find";
import { calmWarnings } from "./early-fraud-warnings";
import { closeInquiries } from "./disputes";
import { testCardOf } from "./payment-methods";

const DAY_S = 86_400;

/** The calls on refunds. */
export const refundRoutes: readonly Route[] = [
  { method: "POST", path: "/v1/refunds", schema: "RefundCreateParams", run: create },
  {
    method: "GET",
    path: "/v1/refunds",
    takes: [...LIST_PARAMS, "charge", "payment_intent"],
    run: list,
  },
  {
    method: "GET",
    path: "/v1/refunds/:id",
    takes: [],
    run: ({ world, path }) => find(world, "refund", path("id")),
  },
  { method: "POST", path: "/v1/refunds/:id", takes: ["metadata"], run: update },
];

function create({ world, params }: Call): Stripe.Refund {
  const charge = chargeToRefund(world, text(params, "charge"), text(params, "payment_intent"));
  const amount = refundable(world, charge, integer(params, "amount"));
  const method = world.store.get("payment_method", charge.payment_method ?? "");
  const behaviour = method ? (testCardOf(world, method)?.refund ?? "succeeds") : "succeeds";
  const base: Stripe.Refund = {
    id: world.ids.next("re"),
    object: "refund",
    amount,
    balance_transaction: null,
    charge: charge.id,
    created: world.clock.now(),
    currency: charge.currency,
    customer: charge.customer,
    customer_account: null,
    destination_details: destinationOf(charge),
    metadata: metadata(params),
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    reason:
      oneOf(params, "reason", ["duplicate", "fraudulent", "requested_by_customer"] as const) ??
      null,
    receipt_number: null,
    source_transfer_reversal: null,
    status: behaviour === "pending" || method?.type !== "card" ? "pending" : "succeeded",
    transfer_reversal: null,
  };
  const transaction = bookRefund(world, base, charge);
  const refund = world.store.put("refund", { ...base, balance_transaction: transaction });
  changeRefunded(world, charge, amount);
  world.events.emit("refund.created", refund);
  if (refund.status === "pending") world.schedule.after(DAY_S, "refund_succeeds", refund.id);
  if (behaviour === "fails_later") world.schedule.after(3 * DAY_S, "refund_fails", refund.id);
  return refund;
}

function chargeToRefund(world: World, chargeId?: string, intentId?: string): Stripe.Charge {
  if (chargeId !== undefined) return find(world, "charge", chargeId, "charge");
  if (intentId === undefined) throw missingParam("payment_intent");
  const intent = find(world, "payment_intent", intentId, "payment_intent");
  const latest = idOf(intent.latest_charge);
  const charge = latest === null ? undefined : world.store.get("charge", latest);
  if (charge === undefined || charge.status === "failed") {
    throw invalid(`This PaymentIntent (${intentId}) does not have a successful charge to refund.`, {
      param: "payment_intent",
    });
  }
  return charge;
}

function refundable(world: World, charge: Stripe.Charge, asked: number | undefined): number {
  const { currency } = charge;
  if (charge.status !== "succeeded" || !charge.captured) {
    throw invalid(`Charge ${charge.id} has not been captured and can't be refunded.`, {
      code: "charge_not_refundable",
    });
  }
  const disputes = world.store.all("dispute").filter((row) => row.charge === charge.id);
  const isOver = (dispute: Stripe.Dispute) => ["won", "warning_closed"].includes(dispute.status);
  if (disputes.some((dispute) => !isOver(dispute) && !dispute.is_charge_refundable)) {
    throw invalid(`Charge ${charge.id} has been charged back; cannot issue a refund.`, {
      code: "charge_disputed",
    });
  }
  const left = charge.amount_captured - charge.amount_refunded;
  if (left === 0) {
    throw invalid(`Charge ${charge.id} has already been refunded.`, {
      code: "charge_already_refunded",
    });
  }
  const amount = asked ?? left;
  if (amount < 1) {
    throw invalid("This value must be greater than or equal to 1.", {
      code: "parameter_invalid_integer",
      param: "amount",
    });
  }
  if (amount > left) {
    throw invalid(
      `Refund amount (${shown(amount, currency)}) is greater than unrefunded amount on charge ` +
        `(${shown(left, currency)})`,
      { param: "amount" },
    );
  }
  return amount;
}

function bookRefund(world: World, refund: Stripe.Refund, charge: Stripe.Charge): string {
  return post(world, {
    type: charge.payment_method_details?.type === "card" ? "refund" : "payment_refund",
    reportingCategory: "refund",
    amount: -refund.amount,
    fee: 0,
    currency: refund.currency,
    source: refund.id,
    description: charge.description,
    atOnce: true,
  }).id;
}

function changeRefunded(world: World, before: Stripe.Charge, amount: number): void {
  const total = before.amount_refunded + amount;
  const after = world.store.patch("charge", before.id, {
    amount_refunded: total,
    refunded: total === before.amount_captured,
  });
  world.events.emit(amount > 0 ? "charge.refunded" : "charge.updated", after, before);
  if (after.refunded) concernedByRefund(world, after.id);
}

/** A charge that is given back whole has nothing left to ask or to warn about. */
function concernedByRefund(world: World, charge: string): void {
  closeInquiries(world, charge);
  calmWarnings(world, charge);
}

function update({ world, params, path }: Call): Stripe.Refund {
  const before = find(world, "refund", path("id"));
  return changed(world, before, { metadata: metadata(params, before.metadata) });
}

function changed(world: World, before: Stripe.Refund, changes: Partial<Stripe.Refund>) {
  const after = world.store.patch("refund", before.id, changes);
  world.events.emit("refund.updated", after, before);
  world.events.emit("charge.refund.updated", after, before);
  return after;
}

/** A pending refund arrives. */
export function succeedRefund(world: World, id: string): void {
  const refund = find(world, "refund", id);
  if (refund.status === "pending") changed(world, refund, { status: "succeeded" });
}

/** The bank could not pay a refund out: the money comes back to the balance. */
export function failRefund(
  world: World,
  id: string,
  reason = "expired_or_canceled_card",
): Stripe.Refund {
  const before = find(world, "refund", id);
  if (before.status === "failed" || before.status === "canceled") {
    throw invalid(`Refund ${id} has ${before.status} already.`);
  }
  const charge = world.store.get("charge", idOf(before.charge) ?? "");
  if (charge === undefined) throw missing("charge", idOf(before.charge) ?? "");
  const back = post(world, {
    type: "refund_failure",
    reportingCategory: "refund_failure",
    amount: before.amount,
    fee: 0,
    currency: before.currency,
    source: before.id,
    description: charge.description,
    atOnce: true,
  });
  const after = changed(world, before, {
    status: "failed",
    failure_balance_transaction: back.id,
    failure_reason: reason,
  });
  world.events.emit("refund.failed", after, before);
  changeRefunded(world, charge, -before.amount);
  return after;
}

function destinationOf(charge: Stripe.Charge): Stripe.Refund.DestinationDetails {
  if (charge.payment_method_details?.type !== "card") return { type: "sepa_debit" };
  return {
    type: "card",
    card: {
      reference_status: "pending",
      reference_type: "acquirer_reference_number",
      type: "refund",
    },
  };
}

function list({ world, params }: Call) {
  const charge = text(params, "charge");
  const intent = text(params, "payment_intent");
  const rows = world.store
    .all("refund")
    .filter((row) => charge === undefined || row.charge === charge)
    .filter((row) => intent === undefined || row.payment_intent === intent);
  return listPage(params, "/v1/refunds", rows);
}
