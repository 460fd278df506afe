import { invariant } from "@/core/invariant";
import type { Markup } from "@/core/rating/retail-price";
import { fromJson, toJson, type Json } from "@/core/roaming/json";
import type { Tariff } from "@/core/roaming/tariff";
import type { SubscriptionTerms } from "./subscription-terms";

/** Whether a plan's prices contain VAT (consumers) or not (businesses). */
export type PlanBasis = "gross" | "net";

/** What a plan adds to the CPO's accepted cost, for charges that the CPO claims in `currency`. */
export type CostPlusPrice = { readonly currency: string; readonly markup: Markup };

/**
 * What a plan version charges, immutable.
 * - `cost_plus`: what the CPO takes, plus a markup; paid in the currency of the CPO's claim, so each
 *   currency that the plan covers has its own markup.
 * - `own_tariff`: our own tariff, whoever the CPO is; paid in the tariff's currency.
 *
 * A plan of the kind `subscription` has terms: a fee and what it includes. All else costs the plan's prices.
 */
export type Plan = PlanPrices & { readonly subscription?: SubscriptionTerms };

type PlanPrices =
  | {
      readonly mode: "cost_plus";
      readonly basis: PlanBasis;
      readonly prices: readonly CostPlusPrice[];
    }
  | { readonly mode: "own_tariff"; readonly basis: PlanBasis; readonly tariff: Tariff };

/** A plan for a jsonb column. */
export function encodePlan(plan: Plan): Json {
  return { kind: "plan", version: 2, data: toJson(plan) };
}

/**
 * What `encodePlan` stored. Version 1 knew no subscriptions and is read as it is. Throws if the column holds anything
 * else.
 */
export function decodePlan(json: unknown): Plan {
  const stored = json as { kind?: unknown; version?: unknown; data?: Json } | null;
  const isKnown = stored?.version === 1 || stored?.version === 2;
  invariant(stored?.kind === "plan" && isKnown, "not a stored plan of version 1 or 2");
  invariant(stored.data !== undefined, "a stored plan is empty");
  return fromJson(stored.data) as Plan;
}
