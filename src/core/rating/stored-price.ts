import type { Json } from "@/core/roaming/json";
import { decodeStored, encodeStored } from "@/core/roaming/json";

import type { ExplanationLine } from "./explain";
import type { PricedCdr } from "./priced-cdr";
import type { ClaimVerdict } from "./reconcile";
import type { RetailPrice } from "./retail-price";

/** A priced CDR for a jsonb column, exact to the last unit. */
export function encodePricedCdr(priced: PricedCdr): Json {
  return encodeStored("priced-cdr", priced);
}

/** What `encodePricedCdr` stored. Throws if the column holds anything else. */
export function decodePricedCdr(json: unknown): PricedCdr {
  return decodeStored("priced-cdr", json) as PricedCdr;
}

/** The explanation of a price for a jsonb column. */
export function encodeExplanation(lines: readonly ExplanationLine[]): Json {
  return encodeStored("explanation", lines);
}

/** What `encodeExplanation` stored. Throws if the column holds anything else. */
export function decodeExplanation(json: unknown): ExplanationLine[] {
  return decodeStored("explanation", json) as ExplanationLine[];
}

/** A verdict for a jsonb column. */
export function encodeVerdict(verdict: ClaimVerdict): Json {
  return encodeStored("verdict", verdict);
}

/** What `encodeVerdict` stored. Throws if the column holds anything else. */
export function decodeVerdict(json: unknown): ClaimVerdict {
  return decodeStored("verdict", json) as ClaimVerdict;
}

/** A driver's price for a jsonb column. */
export function encodeRetailPrice(price: RetailPrice): Json {
  return encodeStored("retail-price", price);
}

/** What `encodeRetailPrice` stored. Throws if the column holds anything else. */
export function decodeRetailPrice(json: unknown): RetailPrice {
  return decodeStored("retail-price", json) as RetailPrice;
}
