import type { ExplanationLine } from "@/core/rating/explain";
import type { Explained } from "@/core/rating/find-reading";
import type { PricedCdr, RatingNote, Unpriceable } from "@/core/rating/priced-cdr";
import type { ClaimReading, Finding } from "@/core/rating/reconcile";
import { decodeExplanation, decodePricedCdr, decodeVerdict } from "@/core/rating/stored-price";
import { fromJson, type Json } from "@/core/roaming/json";

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
}

/** Reads the `explanation` of a rating. One that another version wrote has no details. */
export function readStoredRating(explanation: unknown): StoredRating {
  const stored = explanation as Partial<
    Record<"verdict" | "priced" | "lines" | "unpriceable", Json>
  > | null;
  const { verdict, priced, lines, unpriceable } = stored ?? {};
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
  };
}
