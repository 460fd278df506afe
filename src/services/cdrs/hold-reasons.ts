import type { RatedCost } from "./rate-cdr";
import type { RatingFacts } from "./load-rating-facts";

type Held = {
  readonly isCredit: boolean;
  readonly driverId: string | null;
  readonly heldReasons: readonly string[];
};

/**
 * Why the facts of a CDR (who charged, how much, when) cannot be taken as they are: nothing is booked on
 * either side until finance has looked. Codes with words; empty for a CDR without doubts.
 */
export function factReasons(row: Held, facts: RatingFacts): string[] {
  const reasons = [...row.heldReasons];
  if (row.isCredit) reasons.push("credit: a Credit CDR waits for finance");
  if (row.driverId === null) reasons.push("unknown-token: no driver of ours has this token");
  else if (facts.plan === null) reasons.push("no-plan: the driver had no plan when it began");
  if (facts.hasEarlierOfSession) {
    reasons.push("second-cdr: another CDR of the same session came before");
  }
  return [...new Set(reasons)];
}

/** Why the CPO's claim is not accepted by policy; empty where it is. */
export function claimReasons(cost: RatedCost): string[] {
  const { verdict, explained } = cost.verdict;
  if (verdict === "mismatch") return ["mismatch: the claim is not what the tariff gives"];
  if (verdict === "unpriceable" || verdict === "malformed") {
    const code = cost.priced.ok ? "not-comparable" : cost.priced.reason.code;
    return [`unpriceable: ${code}`];
  }
  // A known misreading explains a claim; what it makes too much of it is still not owed.
  const isDisputed = explained?.standing === "mistake" && explained.explainedMicro > 0n;
  return isDisputed ? [`disputed-reading: ${explained.reading}`] : [];
}
