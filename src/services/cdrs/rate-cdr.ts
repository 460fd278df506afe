import { toMinor } from "@/core/money/money";
import type { Micro } from "@/core/money/quantity";
import { toMicro } from "@/core/money/quantity";
import type { Outcome } from "@/core/outcome";
import { claimPartsOf } from "@/core/rating/claim-parts";
import { compareTariffs, type ContractCheck } from "@/core/rating/compare-tariffs";
import { explainCdr } from "@/core/rating/explain";
import type { PricedCdr, Unpriceable } from "@/core/rating/priced-cdr";
import { reconcileCdr, type ClaimVerdict } from "@/core/rating/reconcile";
import { encodeExplanation, encodePricedCdr, encodeVerdict } from "@/core/rating/stored-price";
import { toleranceFor, type ToleranceBounds } from "@/core/rating/tolerance";
import type { Cdr } from "@/core/roaming/cdr";
import { toJson, type Json } from "@/core/roaming/json";
import type { RatingFacts } from "./load-rating-facts";

/** The CPO's side of a CDR, rated: our figure, the verdict on the claim, and what it leads to. */
export interface RatedCost {
  readonly priced: Outcome<PricedCdr, Unpriceable>;
  /** The check of arithmetic: the claim against the tariffs that the CDR was priced by. */
  readonly verdict: ClaimVerdict;
  /** The check of the contract: those tariffs against the versions that we held at the session's start. */
  readonly contract: ContractCheck;
  /** How far a claim may be off without being held. */
  readonly bounds: ToleranceBounds;
  readonly ownExclMicro: Micro | null;
  readonly ownInclMicro: Micro | null;
  /** The whole of it for the record and for people: price, lines, verdict. */
  readonly explanation: { readonly [part: string]: Json };
  /** What the claim comes to in minor units before tax. */
  readonly claimMinor: bigint;
}

/** Prices a CDR by its tariffs and gives the verdict on what its CPO claims. Pure but for its inputs. */
export function rateCost(cdr: Cdr, facts: RatingFacts): RatedCost {
  const { tariffs, timeZone, policy } = facts;
  const input = { cdr, tariffs, timeZone, policy };
  const bounds = toleranceFor(facts.settings, cdr.totalCost.beforeTaxes);
  const { priced, verdict } = reconcileCdr({
    ...input,
    ...bounds,
    claim: cdr.totalCost,
    parts: claimPartsOf(cdr),
    otherVersions: versionsBeside(facts),
  });
  const net = priced.ok ? priced.value.net : null;
  const gross = priced.ok ? priced.value.gross : null;
  return {
    priced,
    verdict,
    contract: checkContract(cdr, facts),
    bounds,
    ownExclMicro: net && toMicro(net, "half-away"),
    ownInclMicro: gross && toMicro(gross, "half-away"),
    explanation: {
      verdict: encodeVerdict(verdict),
      priced: priced.ok ? encodePricedCdr(priced.value) : null,
      lines: priced.ok ? encodeExplanation(explainCdr({ ...input, priced: priced.value })) : null,
      unpriceable: priced.ok ? null : toJson(priced.reason),
    },
    claimMinor: toMinor(cdr.totalCost.beforeTaxes, cdr.currency, "half-away").amountMinor,
  };
}

/** Versions that the CPO may have priced by instead: those that we held, where the CDR brings its own. */
function versionsBeside({ tariffSource, heldTariffs }: RatingFacts) {
  return tariffSource === "cdr" && heldTariffs.length > 0
    ? [{ label: "held", tariffs: heldTariffs.map(({ tariff }) => tariff) }]
    : [];
}

// A version that came after the session's start was not held then, even if it is the first that we know, or
// says that it was in force.
function checkContract(cdr: Cdr, facts: RatingFacts): ContractCheck {
  const { tariffs, timeZone, policy, tariffSource, heldTariffs } = facts;
  if (tariffSource === "none") return { verdict: "unknown" };
  if (heldTariffs.some(({ isAssumed }) => isAssumed)) return { verdict: "unknown" };
  const isToldLate = heldTariffs.some(({ heldBefore }) => heldBefore !== null);
  if (tariffSource === "history" && !isToldLate) return { verdict: "same" };
  return compareTariffs(
    { cdr, tariffs, timeZone, policy },
    heldTariffs.map(({ tariff, heldBefore }) => heldBefore ?? tariff),
  );
}
