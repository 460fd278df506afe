import type { Micro } from "@/core/money/quantity";
import { toMinor } from "@/core/money/money";
import { toMicro } from "@/core/money/quantity";
import type { Outcome } from "@/core/outcome";
import { claimPartsOf } from "@/core/rating/claim-parts";
import { explainCdr } from "@/core/rating/explain";
import type { PricedCdr, Unpriceable } from "@/core/rating/priced-cdr";
import { reconcileCdr, type ClaimVerdict } from "@/core/rating/reconcile";
import { encodeExplanation, encodePricedCdr, encodeVerdict } from "@/core/rating/stored-price";
import type { Cdr } from "@/core/roaming/cdr";
import { toJson, type Json } from "@/core/roaming/json";
import type { PartnerSettings } from "@/db/schema/partners";
import type { RatingFacts } from "./load-rating-facts";

/** Which engine priced: raised when a change could give another price for the same CDR. */
export const ENGINE_VERSION = "kvitt-rating/2";

/** The CPO's side of a CDR, rated: our figure, the verdict on the claim, and what it leads to. */
export interface RatedCost {
  readonly priced: Outcome<PricedCdr, Unpriceable>;
  readonly verdict: ClaimVerdict;
  readonly ownExclMicro: Micro | null;
  readonly ownInclMicro: Micro | null;
  /** The whole of it for the record and for people: price, lines, verdict. */
  readonly explanation: Json;
  /** What the claim comes to in minor units before tax. */
  readonly claimMinor: bigint;
  /** What our figure comes to, where there is one. */
  readonly ownMinor: bigint | null;
}

/** Prices a CDR by its tariffs and gives the verdict on what its CPO claims. Pure but for its inputs. */
export function rateCost(cdr: Cdr, facts: RatingFacts): RatedCost {
  const input = { cdr, tariffs: facts.tariffs, timeZone: facts.timeZone };
  const tolerance = toleranceOf(facts.settings, cdr.totalCost.beforeTaxes);
  const claim = { claim: cdr.totalCost, tolerance, parts: claimPartsOf(cdr) };
  const { priced, verdict } = reconcileCdr({ ...input, ...claim });
  const net = priced.ok ? priced.value.net : null;
  const gross = priced.ok ? priced.value.gross : null;
  return {
    priced,
    verdict,
    ownExclMicro: net && toMicro(net, "half-away"),
    ownInclMicro: gross && toMicro(gross, "half-away"),
    explanation: {
      verdict: encodeVerdict(verdict),
      priced: priced.ok ? encodePricedCdr(priced.value) : null,
      lines: priced.ok ? encodeExplanation(explainCdr({ ...input, priced: priced.value })) : null,
      unpriceable: priced.ok ? null : toJson(priced.reason),
    },
    claimMinor: toMinor(cdr.totalCost.beforeTaxes, cdr.currency, "half-away").amountMinor,
    ownMinor: net && toMinor(net, cdr.currency, "half-away").amountMinor,
  };
}

/** The larger of the partner's absolute and relative tolerance; by default 0.02 and 0.5 %. */
function toleranceOf(settings: PartnerSettings, claimed: Micro): Micro {
  const absolute = BigInt(settings.toleranceMicro ?? "20000");
  const size = claimed < 0n ? -claimed : claimed;
  const relative = (size * BigInt(settings.tolerancePpm ?? 5_000)) / 1_000_000n;
  return absolute > relative ? absolute : relative;
}
