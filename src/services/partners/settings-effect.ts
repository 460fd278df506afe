import type { Id } from "@/core/ids";
import type { HoldCode } from "@/core/rating/hold-rules";
import type { RatingPolicy } from "@/core/rating/rating-policy";
import { addDifference } from "@/core/rating/tolerance";
import type { CdrState, Verdict } from "@/db/schema/cdrs";
import type { PartnerSettings } from "@/db/schema/partners";
import { invoiceKeyOf } from "@/services/cdrs/cumulative-tolerance";
import { claimHolds, judgeFacts } from "@/services/cdrs/hold-reasons";
import type { RatableCdr, RatingFacts } from "@/services/cdrs/load-rating-facts";
import { rateCost } from "@/services/cdrs/rate-cdr";

/** What rating says of one claim. Amounts before tax, 10⁻⁶. */
export interface ClaimOutcome {
  readonly isAccepted: boolean;
  readonly verdict: Verdict;
  readonly ownMicro: bigint | null;
  /** The claim minus ours; null where there is no figure of ours. */
  readonly differenceMicro: bigint | null;
  readonly reasons: readonly HoldCode[];
}

/** A claim by two ways of rating. */
export interface ComparedClaim {
  readonly cdrId: Id<"cdr">;
  readonly ocpiId: string;
  readonly place: string;
  readonly startedAt: Temporal.Instant;
  readonly state: CdrState;
  readonly currency: string;
  readonly claimedMicro: bigint;
  readonly before: ClaimOutcome;
  readonly after: ClaimOutcome;
}

/** One way of rating: a partner's settings, and the policy that they hold. */
export interface RatingWay {
  readonly settings: PartnerSettings;
  readonly policy: RatingPolicy;
}

/**
 * Rates claims by one way, as the rater does but for what their invoices let pass in all, which `withinBounds` adds.
 * Nothing is stored.
 */
export function rateBy(ratable: RatableCdr, facts: RatingFacts, way: RatingWay): ClaimOutcome {
  const own = { ...facts, ...way };
  const cost = rateCost(ratable.cdr, own);
  const holds = [...judgeFacts(ratable, own, cost).held, ...claimHolds(cost, own)];
  return {
    isAccepted: holds.length === 0,
    verdict: cost.verdict.verdict,
    ownMicro: cost.ownExclMicro,
    differenceMicro: cost.verdict.differenceMicro,
    reasons: [...new Set(holds.map(({ code }) => code))],
  };
}

/**
 * Holds what brings the small differences of one of the partner's invoices above its bound, in the order in which the
 * CDRs came. Only those given are added up.
 */
export function withinBounds(
  ratable: readonly RatableCdr[],
  outcomes: readonly ClaimOutcome[],
  settings: PartnerSettings,
): ClaimOutcome[] {
  const sums = new Map<string, bigint>();
  const arrived = ratable
    .map(({ row }, index) => ({ row, index }))
    .toSorted((a, b) => byArrival(a.row, b.row));
  const bounded = [...outcomes];
  for (const { row, index } of arrived) {
    const outcome = outcomes[index];
    if (!outcome?.isAccepted || outcome.differenceMicro === null) continue;
    const key = invoiceKeyOf(row);
    const before = sums.get(key) ?? 0n;
    const { decision, acceptedMicro } = addDifference(settings, before, outcome.differenceMicro);
    sums.set(key, acceptedMicro);
    if (decision === "hold") {
      bounded[index] = { ...outcome, isAccepted: false, reasons: ["cumulative-tolerance"] };
    }
  }
  return bounded;
}

// Ids grow with time: what came in one batch keeps its order.
function byArrival(a: RatableCdr["row"], b: RatableCdr["row"]): number {
  return Temporal.Instant.compare(a.receivedAt, b.receivedAt) || (a.id < b.id ? -1 : 1);
}

/** Whether the two ways differ in what people see: accepted or held, our figure, or the verdict. */
export function isChanged({ before, after }: ComparedClaim): boolean {
  return (
    before.isAccepted !== after.isAccepted ||
    before.ownMicro !== after.ownMicro ||
    before.verdict !== after.verdict
  );
}

/** What claims come to in one currency, by one way and by the other. Amounts 10⁻⁶. */
export interface DifferenceSum {
  readonly currency: string;
  /** Claim minus ours, over all that have a figure of ours. */
  readonly beforeMicro: bigint;
  readonly afterMicro: bigint;
  /** The same over what is accepted: what is let pass. */
  readonly passedBeforeMicro: bigint;
  readonly passedAfterMicro: bigint;
}

/** The sums of differences, by currency in alphabetical order. */
export function sumDifferences(claims: readonly ComparedClaim[]): DifferenceSum[] {
  const sum = (ofCurrency: readonly ComparedClaim[], pick: (claim: ComparedClaim) => bigint) =>
    ofCurrency.reduce((total, claim) => total + pick(claim), 0n);
  const passed = ({ isAccepted, differenceMicro }: ClaimOutcome) =>
    isAccepted ? (differenceMicro ?? 0n) : 0n;
  return [...Map.groupBy(claims, ({ currency }) => currency)]
    .map(([currency, own]) => ({
      currency,
      beforeMicro: sum(own, ({ before }) => before.differenceMicro ?? 0n),
      afterMicro: sum(own, ({ after }) => after.differenceMicro ?? 0n),
      passedBeforeMicro: sum(own, ({ before }) => passed(before)),
      passedAfterMicro: sum(own, ({ after }) => passed(after)),
    }))
    .toSorted((a, b) => (a.currency < b.currency ? -1 : 1));
}
