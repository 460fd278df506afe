import type Stripe from "stripe";
import { invalid, missing } from "@/simulators/stripe/errors";
import type { World } from "@/simulators/stripe/world";
import { post } from "./balance-transactions";
import { EMPTY_EVIDENCE } from "./dispute-evidence";
import { calmWarnings } from "./early-fraud-warnings";
import { idOf } from "./find";
import { testCardOf } from "./payment-methods";

const DAY_S = 86_400;
const RESPONSE_TIME_S = 14 * DAY_S;
/** An inquiry that nobody escalates ends by itself. */
const INQUIRY_TIME_S = 120 * DAY_S;
/** What a dispute costs, in minor units; a plausible figure, not a quotation. */
const DISPUTE_FEE: Record<string, number> = { sek: 15_000, eur: 1500, usd: 1500, gbp: 1500 };

/** What the bank says, where it differs from what the card or the charge implies. */
export interface Claim {
  reason?: string | undefined;
  /** Minor units; default what is left of the charge, or all of it when it was refunded whole. */
  amount?: number | undefined;
}

/**
 * A charge is disputed: by a card holder, who can be answered, or by the bank of a direct debit, which
 * is final (Stripe's documentation: no appeals). Inquiries take no money.
 */
export function openDispute(world: World, chargeId: string, claim: Claim = {}): Stripe.Dispute {
  const charge = world.store.get("charge", chargeId);
  if (charge === undefined) throw missing("charge", chargeId);
  if (charge.status !== "succeeded" || !charge.captured) {
    throw invalid(`Charge ${chargeId} took no money that could be disputed.`);
  }
  if (charge.disputed) throw invalid(`Charge ${chargeId} is disputed already.`);
  const base = newDispute(world, charge, claim);
  const isInquiry = base.status === "warning_needs_response";
  const isFinal = base.status === "lost";
  const taken = isInquiry ? [] : [moveDisputed(world, base, -base.amount)];
  const dispute = world.store.put("dispute", { ...base, balance_transactions: taken });
  const after = world.store.patch("charge", charge.id, { disputed: true });
  world.events.emit("charge.updated", after, charge);
  world.events.emit("charge.dispute.created", dispute);
  if (!isInquiry) world.events.emit("charge.dispute.funds_withdrawn", dispute);
  if (isFinal) world.events.emit("charge.dispute.closed", dispute);
  if (!isInquiry) calmWarnings(world, charge.id);
  if (isInquiry) world.schedule.after(INQUIRY_TIME_S, "dispute_due", dispute.id);
  else if (!isFinal) world.schedule.after(RESPONSE_TIME_S, "dispute_due", dispute.id);
  return dispute;
}

function newDispute(world: World, charge: Stripe.Charge, claim: Claim): Stripe.Dispute {
  const created = world.clock.now();
  const method = world.store.get("payment_method", idOf(charge.payment_method) ?? "");
  const isCard = method?.type !== "sepa_debit";
  const byCard = (method ? testCardOf(world, method)?.dispute : null) ?? "fraudulent";
  const isInquiry = isCard && byCard === "inquiry" && claim.reason === undefined;
  const usual = isInquiry ? "general" : isCard ? byCard : "insufficient_funds";
  return {
    id: world.ids.next("du"),
    object: "dispute",
    amount: disputedAmount(charge, claim.amount),
    balance_transactions: [],
    charge: charge.id,
    created,
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: EMPTY_EVIDENCE,
    evidence_details: {
      due_by: isCard ? created + RESPONSE_TIME_S : null,
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
    reason: claim.reason ?? usual,
    status: isInquiry ? "warning_needs_response" : isCard ? "needs_response" : "lost",
  };
}

function disputedAmount(charge: Stripe.Charge, asked: number | undefined): number {
  const left = charge.amount_captured - charge.amount_refunded;
  const amount = asked ?? (left === 0 ? charge.amount_captured : left);
  if (amount >= 1 && amount <= charge.amount_captured) return amount;
  throw invalid(`A dispute can be about 1 to ${charge.amount_captured}.`, { param: "amount" });
}

function disputedMethod(
  charge: Stripe.Charge,
  isInquiry: boolean,
): Stripe.Dispute.PaymentMethodDetails {
  const card = charge.payment_method_details?.card;
  if (!card) return { type: charge.payment_method_details?.type ?? "card" };
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

/** Takes the disputed money and the fee (a negative amount), or gives the money back. */
export function moveDisputed(
  world: World,
  dispute: Stripe.Dispute,
  amount: number,
): Stripe.BalanceTransaction {
  const isTaken = amount < 0;
  return post(world, {
    type: "adjustment",
    reportingCategory: isTaken ? "dispute" : "dispute_reversal",
    amount,
    fee: isTaken ? (DISPUTE_FEE[dispute.currency] ?? 1500) : 0,
    currency: dispute.currency,
    source: dispute.id,
    description: `Chargeback ${isTaken ? "withdrawal" : "reversal"} for ${idOf(dispute.charge)}`,
    atOnce: true,
  });
}
