import type Stripe from "stripe";
import { invalid, missing } from "@/simulators/stripe/errors";
import type { Params } from "@/simulators/stripe/form-decoding";
import { listPage } from "@/simulators/stripe/list-page";
import { metadata, section, text } from "@/simulators/stripe/params";
import type { Call, Route, World } from "@/simulators/stripe/world";
import { post } from "./balance-transactions";
import { EMPTY_EVIDENCE, evidenceFrom } from "./dispute-evidence";
import { find, idOf } from "./find";
import { testCardOf } from "./payment-methods";

const RESPONSE_TIME_S = 14 * 86_400;
/** What a dispute costs, in minor units; a plausible figure, not a quotation. */
const DISPUTE_FEE: Record<string, number> = { sek: 15_000, eur: 1500, usd: 1500, gbp: 1500 };

/** The calls on disputes. */
export const disputeRoutes: readonly Route[] = [
  { method: "GET", path: "/v1/disputes", schema: "DisputeListParams", run: list },
  {
    method: "GET",
    path: "/v1/disputes/:id",
    takes: [],
    run: ({ world, path }) => find(world, "dispute", path("id")),
  },
  {
    method: "POST",
    path: "/v1/disputes/:id",
    takes: ["evidence", "metadata", "submit"],
    run: update,
  },
  { method: "POST", path: "/v1/disputes/:id/close", takes: [], run: close },
];

/** The card holder disputes a charge. */
export function openDispute(world: World, chargeId: string): Stripe.Dispute {
  const charge = world.store.get("charge", chargeId);
  if (charge === undefined) throw missing("charge", chargeId);
  if (charge.disputed) throw invalid(`Charge ${chargeId} is disputed already.`);
  const method = world.store.get("payment_method", charge.payment_method ?? "");
  const kind = (method ? testCardOf(world, method)?.dispute : null) ?? "fraudulent";
  const isInquiry = kind === "inquiry";
  const base = newDispute(world, charge, kind);
  const taken = isInquiry ? [] : [withdraw(world, base)];
  const dispute = world.store.put("dispute", { ...base, balance_transactions: taken });
  const after = world.store.patch("charge", charge.id, { disputed: true });
  world.events.emit("charge.updated", after, charge);
  world.events.emit("charge.dispute.created", dispute);
  if (!isInquiry) world.events.emit("charge.dispute.funds_withdrawn", dispute);
  return dispute;
}

function newDispute(world: World, charge: Stripe.Charge, kind: string): Stripe.Dispute {
  const created = world.clock.now();
  const isInquiry = kind === "inquiry";
  return {
    id: world.ids.next("du"),
    object: "dispute",
    amount: charge.amount_captured - charge.amount_refunded,
    balance_transactions: [],
    charge: charge.id,
    created,
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: EMPTY_EVIDENCE,
    evidence_details: {
      due_by: created + RESPONSE_TIME_S,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: "not_submitted",
    },
    intended_submission_method: null,
    is_charge_refundable: isInquiry,
    livemode: false,
    metadata: {},
    payment_intent: charge.payment_intent,
    payment_method_details: disputedMethod(charge, isInquiry),
    reason: isInquiry ? "general" : kind,
    status: isInquiry ? "warning_needs_response" : "needs_response",
  };
}

function disputedMethod(
  charge: Stripe.Charge,
  isInquiry: boolean,
): Stripe.Dispute.PaymentMethodDetails {
  const card = charge.payment_method_details?.card;
  if (!card) return { type: "card" };
  return {
    type: "card",
    card: {
      brand: card.brand ?? "visa",
      case_type: isInquiry ? "inquiry" : "chargeback",
      network: card.brand ?? "visa",
      network_reason_code: "10.4",
    },
  };
}

function withdraw(world: World, dispute: Stripe.Dispute): Stripe.BalanceTransaction {
  return move(world, dispute, -dispute.amount, DISPUTE_FEE[dispute.currency] ?? 1500);
}

function move(world: World, dispute: Stripe.Dispute, amount: number, fee: number) {
  return post(world, {
    type: "adjustment",
    reportingCategory: amount < 0 ? "dispute" : "dispute_reversal",
    amount,
    fee,
    currency: dispute.currency,
    source: dispute.id,
    description: `Chargeback ${amount < 0 ? "withdrawal" : "reversal"} for ${idOf(dispute.charge)}`,
    atOnce: true,
  });
}

function update({ world, params, path }: Call): Stripe.Dispute {
  const before = find(world, "dispute", path("id"));
  const given = section(params, "evidence");
  const isSubmitted = given !== undefined && text(params, "submit") !== "false";
  if (given) refuseClosed(before);
  const after = world.store.patch("dispute", before.id, {
    evidence: given ? evidenceFrom(given, before.evidence) : before.evidence,
    metadata: metadata(params, before.metadata),
    ...(isSubmitted && {
      status: before.status === "warning_needs_response" ? "warning_under_review" : "under_review",
      evidence_details: {
        ...before.evidence_details,
        has_evidence: true,
        submission_count: before.evidence_details.submission_count + 1,
        submission_method: "manual",
      },
    }),
  });
  world.events.emit("charge.dispute.updated", after, before);
  return isSubmitted ? judged(world, after, given) : after;
}

/** In test mode two words in the evidence decide (docs.stripe.com/testing, disputes). */
function judged(world: World, dispute: Stripe.Dispute, evidence: Params): Stripe.Dispute {
  const words = text(evidence, "uncategorized_text");
  if (words === "winning_evidence") return decide(world, dispute, true);
  if (words === "losing_evidence") return decide(world, dispute, false);
  return dispute;
}

function close({ world, path }: Call): Stripe.Dispute {
  const dispute = find(world, "dispute", path("id"));
  refuseClosed(dispute);
  return decide(world, dispute, false);
}

function decide(world: World, before: Stripe.Dispute, isWon: boolean): Stripe.Dispute {
  const isInquiry = before.status.startsWith("warning");
  const givenBack = isWon && !isInquiry ? [move(world, before, before.amount, 0)] : [];
  const after = world.store.patch("dispute", before.id, {
    status: isInquiry ? "warning_closed" : isWon ? "won" : "lost",
    is_charge_refundable: false,
    balance_transactions: [...before.balance_transactions, ...givenBack],
  });
  if (givenBack.length > 0) world.events.emit("charge.dispute.funds_reinstated", after, before);
  world.events.emit("charge.dispute.closed", after, before);
  return after;
}

function refuseClosed(dispute: Stripe.Dispute): void {
  if (!["won", "lost", "warning_closed"].includes(dispute.status)) return;
  throw invalid("This dispute is already closed.", { code: "dispute_already_closed" });
}

function list({ world, params }: Call) {
  const charge = text(params, "charge");
  const intent = text(params, "payment_intent");
  const rows = world.store
    .all("dispute")
    .filter((row) => charge === undefined || row.charge === charge)
    .filter((row) => intent === undefined || row.payment_intent === intent);
  return listPage(params, "/v1/disputes", rows);
}
