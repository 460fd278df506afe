import { createHash } from "node:crypto";

import type { Journal } from "@/core/ledger/journal";
import { toMicro } from "@/core/money/quantity";
import { encodeTariff, toJson } from "@/core/roaming/json";
import type { Tariff } from "@/core/roaming/tariff";
import { newId } from "@/db/new-id";
import type { cdrRatings, cdrs } from "@/db/schema/cdrs";
import { actorName } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import type { ChargeEntry } from "./charge-rows";
import { ENGINE_VERSION } from "./engine-version";
import { holdText, type Hold } from "./hold";
import type { RatingFacts } from "./load-rating-facts";
import type { RatedCost } from "./rate-cdr";

type CdrRow = typeof cdrs.$inferSelect;
type RatingRow = typeof cdrRatings.$inferInsert;

/** A CDR after rating, before it is stored. It is accepted where nothing holds it. */
export interface RatedCdr {
  readonly row: CdrRow;
  readonly cost: RatedCost;
  readonly facts: RatingFacts;
  readonly holds: readonly Hold[];
  /** Found, and no reason to hold it. */
  readonly noted: readonly Hold[];
  readonly charge: ChargeEntry | null;
  readonly costJournal: Journal | null;
}

/** The SHA-256 of the tariffs that a price was made from: tells whether it could be made again. Null for none. */
export function tariffsSha256(tariffs: readonly Tariff[]): Uint8Array | null {
  if (tariffs.length === 0) return null;
  return createHash("sha256")
    .update(JSON.stringify(tariffs.map((tariff) => encodeTariff(tariff))))
    .digest();
}

/** The record of a rating, with all that is needed to make the price again: engine, policy, tariffs, zones. */
export function ratingRow(ctx: Ctx, { row, cost, facts, noted }: RatedCdr): RatingRow {
  const { verdict, contract } = cost;
  return {
    tenantId: ctx.tenantId,
    id: newId<"cdrRating">(),
    cdrId: row.id,
    verdict: verdict.verdict,
    reading: verdict.reading,
    explainedMicro: verdict.explained?.explainedMicro ?? null,
    ownExclMicro: cost.ownExclMicro,
    ownInclMicro: cost.ownInclMicro,
    differenceMicro: verdict.differenceMicro,
    explanation: { ...cost.explanation, noted: toJson(noted) },
    contractVerdict: contract.verdict,
    ...contractFigures(cost),
    policy: facts.policy,
    tariffContentSha256: tariffsSha256(facts.tariffs),
    tariffSource: facts.tariffSource,
    timeZone: facts.timeZone,
    engineVersion: ENGINE_VERSION,
    tzdataVersion: ctx.tzdataVersion,
    ratedAt: ctx.clock.now(),
  };
}

/** What the CDR costs by the versions that we held; the same as ours where those were priced. */
function contractFigures({ contract, ownExclMicro, ownInclMicro }: RatedCost) {
  if (contract.verdict === "same") {
    return { contractExclMicro: ownExclMicro, contractInclMicro: ownInclMicro };
  }
  const held = "held" in contract ? contract.held : null;
  return {
    contractExclMicro: held?.net ? toMicro(held.net, "half-away") : null,
    contractInclMicro: held?.gross ? toMicro(held.gross, "half-away") : null,
  };
}

/** What rating changes of a CDR's row. */
export function cdrChange(ctx: Ctx, { row, cost, facts, holds }: RatedCdr, rating: RatingRow) {
  const isAccepted = holds.length === 0;
  return {
    tenantId: row.tenantId,
    id: row.id,
    state: isAccepted ? ("accepted" as const) : ("held" as const),
    heldReasons: holds.map(holdText),
    ratingId: rating.id,
    verdict: cost.verdict.verdict,
    differenceMicro: cost.verdict.differenceMicro,
    lastError: null,
    replacesCdrId: row.replacesCdrId ?? facts.mates.credited,
    acceptedCostMinor: isAccepted ? cost.claimMinor : row.acceptedCostMinor,
    acceptedBasis: isAccepted ? ("policy" as const) : row.acceptedBasis,
    decidedBy: isAccepted ? actorName(ctx.actor) : row.decidedBy,
    decidedAt: isAccepted ? ctx.clock.now() : row.decidedAt,
  };
}
