import { invariant } from "@/core/invariant";
import type { Markup } from "@/core/rating/retail-price";
import { fromJson, toJson, type Json } from "@/core/roaming/json";
import type { Tariff } from "@/core/roaming/tariff";

/** Whether a plan's prices contain VAT (consumers) or not (businesses). */
export type PlanBasis = "gross" | "net";

/** What a plan adds to the CPO's accepted cost, for charges that the CPO claims in `currency`. */
export type CostPlusPrice = { readonly currency: string; readonly markup: Markup };

/**
 * What a plan version charges, immutable.
 * - `cost_plus`: what the CPO takes, plus a markup; paid in the currency of the CPO's claim, so each
 *   currency that the plan covers has its own markup.
 * - `own_tariff`: our own tariff, whoever the CPO is; paid in the tariff's currency.
 */
export type Plan =
  | {
      readonly mode: "cost_plus";
      readonly basis: PlanBasis;
      readonly prices: readonly CostPlusPrice[];
    }
  | { readonly mode: "own_tariff"; readonly basis: PlanBasis; readonly tariff: Tariff };

/** A plan for a jsonb column. */
export function encodePlan(plan: Plan): Json {
  return { kind: "plan", version: 1, data: toJson(plan) };
}

/** What `encodePlan` stored. Throws if the column holds anything else. */
export function decodePlan(json: unknown): Plan {
  const stored = json as { kind?: unknown; version?: unknown; data?: Json } | null;
  invariant(stored?.kind === "plan" && stored.version === 1, "not a stored plan of version 1");
  invariant(stored.data !== undefined, "a stored plan is empty");
  return fromJson(stored.data) as Plan;
}
