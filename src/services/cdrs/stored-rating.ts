import type { ExplanationLine } from "@/core/rating/explain";
import type { Explained } from "@/core/rating/find-reading";
import type { PricedCdr, RatingNote, Unpriceable } from "@/core/rating/priced-cdr";
import type { ClaimReading, Finding } from "@/core/rating/reconcile";
import { decodeExplanation, decodePricedCdr, decodeVerdict } from "@/core/rating/stored-price";
import { fromJson, type Json } from "@/core/roaming/json";
import { holdText, type Hold } from "./hold";

/** The record of one rating as it was stored, read again. */
export interface StoredRating {
  readonly reading: ClaimReading | null;
  /** How much of the difference the reading explains; null where it is none of the alternative ones. */
  readonly explained: Explained | null;
  readonly findings: readonly Finding[];
  /** Our price segment by segment; empty where there is none. */
  readonly lines: readonly ExplanationLine[];
  readonly priced: PricedCdr | null;
  readonly notes: readonly RatingNote[];
  readonly unpriceable: Unpriceable | null;
  /** Findings about the facts that were no reason to hold it, as stored reasons. */
  readonly noted: readonly string[];
}

/** Reads the `explanation` of a rating. One that another version wrote has no details. */
export function readStoredRating(explanation: unknown): StoredRating {
  const stored = explanation as Partial<
    Record<"verdict" | "priced" | "lines" | "unpriceable" | "noted", Json>
  > | null;
  const { verdict, priced, lines, unpriceable, noted } = stored ?? {};
  const read = verdict ? decodeVerdict(verdict) : null;
  const price = priced ? decodePricedCdr(priced) : null;
  return {
    reading: read?.reading ?? null,
    explained: read?.explained ?? null,
    findings: read?.findings ?? [],
    lines: lines ? decodeExplanation(lines) : [],
    priced: price,
    notes: price?.notes ?? [],
    unpriceable: unpriceable ? (fromJson(unpriceable) as Unpriceable) : null,
    noted: noted ? (fromJson(noted) as readonly Hold[]).map(holdText) : [],
  };
}
