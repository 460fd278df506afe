import type Stripe from "stripe";
import { invalid } from "@/simulators/stripe/errors";
import type { Params } from "@/simulators/stripe/form-decoding";
import { listPage } from "@/simulators/stripe/list-page";
import { metadata, section, text } from "@/simulators/stripe/params";
import type { Call, Route, World } from "@/simulators/stripe/world";
import { evidenceFrom } from "./dispute-evidence";
import { find } from "./find";
import { moveDisputed } from "./open-dispute";

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
  return decideDispute(world, path("id"), false);
}

/** The bank's word. Accepting a dispute is losing it; won money comes back, the fee does not. */
export function decideDispute(world: World, id: string, isWon: boolean): Stripe.Dispute {
  const dispute = find(world, "dispute", id);
  refuseClosed(dispute);
  return decide(world, dispute, isWon);
}

/** Nobody answered in time: a chargeback is lost, an inquiry ends without consequence. */
export function endUnanswered(world: World, id: string): void {
  const dispute = find(world, "dispute", id);
  const isOpenInquiry = isInquiry(dispute) && dispute.status !== "warning_closed";
  if (dispute.status === "needs_response" || isOpenInquiry) decide(world, dispute, false);
}

/** The bank turns an inquiry into a chargeback: now the money is taken. */
export function escalateInquiry(world: World, id: string): Stripe.Dispute {
  const before = find(world, "dispute", id);
  if (!isInquiry(before) || before.status === "warning_closed") {
    throw invalid(`Dispute ${id} is no open inquiry.`);
  }
  const taken = moveDisputed(world, before, -before.amount);
  const after = world.store.patch("dispute", id, {
    balance_transactions: [...before.balance_transactions, taken],
    is_charge_refundable: false,
    status: "needs_response",
  });
  world.events.emit("charge.dispute.updated", after, before);
  world.events.emit("charge.dispute.funds_withdrawn", after);
  return after;
}

/** Gives a dispute any status, also one that a receiver can't know yet. */
export function relabelDispute(world: World, id: string, status: string): Stripe.Dispute {
  const before = find(world, "dispute", id);
  const after = world.store.patch("dispute", id, { status });
  world.events.emit("charge.dispute.updated", after, before);
  return after;
}

/** A refund of the whole charge answers the questions about it. */
export function closeInquiries(world: World, charge: string): void {
  for (const dispute of world.store.all("dispute")) {
    const isOpenInquiry = isInquiry(dispute) && dispute.status !== "warning_closed";
    if (dispute.charge === charge && isOpenInquiry) decide(world, dispute, true);
  }
}

function decide(world: World, before: Stripe.Dispute, isWon: boolean): Stripe.Dispute {
  const wasInquiry = isInquiry(before);
  const isGivenBack = isWon && !wasInquiry;
  const givenBack = isGivenBack ? [moveDisputed(world, before, before.amount)] : [];
  const after = world.store.patch("dispute", before.id, {
    status: wasInquiry ? "warning_closed" : isWon ? "won" : "lost",
    balance_transactions: [...before.balance_transactions, ...givenBack],
  });
  if (isGivenBack) world.events.emit("charge.dispute.funds_reinstated", after, before);
  world.events.emit("charge.dispute.closed", after, before);
  return after;
}

function isInquiry(dispute: Stripe.Dispute): boolean {
  return dispute.status.startsWith("warning");
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
