import type { Money } from "@/core/money/money";
import { compare, toRational } from "@/core/money/money";
import type { Micro } from "@/core/money/quantity";
import { allInPerKwh } from "@/core/rating/quote-shares";
import type { ConnectorOffer } from "./list-quotes";

/** What the charge in mind costs at a place, at its cheapest connector that will do. */
export interface PlacePrice {
  /** VAT included. */
  readonly total: Money;
  /** The same by kWh with everything in, 10⁻⁶ of the currency. */
  readonly perKwh: Micro | null;
  readonly startAt: Temporal.Instant;
  readonly chargedAt: Temporal.Instant;
  /** Whether it takes longer than was asked. */
  readonly isStretched: boolean;
}

/** Why a place has no price. */
export type PriceProblem =
  | Exclude<ConnectorOffer["quote"], { readonly ok: true }>["reason"]
  | "no-fit"
  | "two-currencies"
  | "no-connector";

/** The cheapest of a place's offers; connectors that the car can't use do not count. */
export function placePrice(offers: readonly ConnectorOffer[]): PlacePrice | PriceProblem {
  const usable = offers.filter(({ fit }) => fit !== "no");
  const [some] = usable;
  if (!some) return offers.length === 0 ? "no-connector" : "no-fit";
  const known = usable.flatMap(({ quote }) => (quote.ok ? [quote.value] : []));
  const [first] = known;
  if (!first) return some.quote.ok ? "unpriceable" : some.quote.reason;
  // Prices in two currencies at one place can't be compared.
  if (known.some(({ currency }) => currency !== first.currency)) return "two-currencies";
  const least = known.reduce((a, b) => (compare(b.example, a.example) < 0 ? b : a), first);
  const { example, charge } = least;
  const { energy, startAt, chargedAt, isStretched } = charge;
  const perKwh = allInPerKwh(toRational(example), energy);
  return { total: example, perKwh, startAt, chargedAt, isStretched };
}
