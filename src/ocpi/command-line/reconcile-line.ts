import { formatMicro, type Micro } from "@/core/money/quantity";
import { reconcileCdr, type Verdict } from "@/core/rating/reconcile";
import type { Price } from "@/core/roaming/price";
import { type ErrorOut, faultOut, priceOut, type PriceOut, unpriceableOut } from "./price-line";
import { readCase } from "./read-case";

/** What reconciling adds to a price. Amounts are decimal text. */
type Reconciled = {
  readonly class: Verdict;
  /** What gives the claim, by name; `null` where nothing does. */
  readonly reading: string | null;
  /** A second reading on top, and the version of the tariff where that is the reading. */
  readonly second_reading?: string;
  readonly tariff_version?: string;
  /** Claim minus ours, before tax (with tax where only that is known); `null` where one is missing. */
  readonly difference: string | null;
  /** What an alternative reading gives beyond ours, and what then remains. */
  readonly explained?: string;
  readonly remaining?: string;
};

/** What goes out for one line. */
export type ReconcileOut = PriceOut & Reconciled;

/**
 * Prices one line of input and gives the verdict on its CDR's `total_cost`. A Credit CDR repeats its original with the
 * negative total (OCPI mod_cdrs, Credit CDRs): what it gives back is held against the price. Never throws.
 */
export function reconcileLine(line: Uint8Array): ReconcileOut {
  const read = readCase(line);
  if (!read.ok) return without("malformed", faultOut(read.reason));
  const { id, input, isCredit, claim, tolerance, notes } = read.value;
  if (claim === null)
    return without("malformed", {
      id,
      error: "no-claim",
      detail: "cdr.total_cost is missing: there is nothing to reconcile.",
    });
  const price = isCredit ? givenBack(claim.price) : claim.price;
  const { priced, verdict } = reconcileCdr({
    ...input,
    claim: price,
    tolerance,
    parts: claim.parts,
  });
  if (!priced.ok) return without(verdict.verdict, unpriceableOut(id, priced.reason));
  const { explained, findings } = verdict;
  const more = findings.flatMap(({ code }) => (code === "compared" ? [] : [code]));
  return {
    ...priceOut(id, priced.value, [...notes, ...more, ...(isCredit ? ["credit-cdr"] : [])]),
    class: verdict.verdict,
    reading: verdict.reading,
    difference: verdict.differenceMicro === null ? null : formatMicro(verdict.differenceMicro),
    ...(explained && {
      ...(explained.second !== undefined && { second_reading: explained.second }),
      ...(explained.label !== undefined && { tariff_version: explained.label }),
      explained: formatMicro(explained.explainedMicro),
      remaining: formatMicro(explained.remainingMicro),
    }),
  };
}

/** Some state what they give back as a positive figure: the flag decides the sign. */
function givenBack({ beforeTaxes, afterTaxes }: Price): Price {
  const positive = (micro: Micro) => (micro < 0n ? -micro : micro);
  return {
    beforeTaxes: positive(beforeTaxes),
    ...(afterTaxes !== undefined && { afterTaxes: positive(afterTaxes) }),
  };
}

function without(verdict: Verdict, error: ErrorOut): ReconcileOut {
  return { ...error, class: verdict, reading: null, difference: null };
}
