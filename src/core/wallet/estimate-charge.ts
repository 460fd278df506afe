import type { Rate } from "@/core/money/quantity";
import type { Plan } from "@/core/plans/plan";
import { quoteConnector } from "@/core/rating/quote";
import type { PlannedCharge } from "@/core/rating/quote-plan";
import type { Tariff } from "@/core/roaming/tariff";
import { leastCredit } from "./least-credit";

/** What a charge is estimated from: the driver's plan and the tariffs where he plugs in. */
export interface EstimateInput {
  readonly plan: Plan;
  /** For each plug that may be used its CPO's tariffs; an own tariff needs none. */
  readonly plugs: readonly (readonly Tariff[])[];
  readonly vatRate: Rate | null;
  readonly timeZone: string | null;
  readonly at: Temporal.Instant;
  /** What the driver usually takes; if absent 30 kWh in 40 minutes. */
  readonly charge?: PlannedCharge;
}

/** What a charge will cost about, VAT included, in minor units. */
export interface Estimate {
  readonly currency: string;
  readonly amountMinor: bigint;
}

/**
 * Estimates a charge by the driver's own quote, for the dearest of the plugs. Null where no price can be quoted: no
 * tariff is known, or none that his plan covers.
 */
export function estimateCharge(input: EstimateInput): Estimate | null {
  const { plan, plugs, charge, ...rest } = input;
  const choices = plan.mode === "own_tariff" ? [[]] : plugs;
  let dearest: Estimate | null = null;
  for (const tariffs of choices) {
    const quote = quoteConnector({
      ...rest,
      plan,
      tariffs,
      power: null,
      ...(charge && { charge }),
    });
    if (!quote.ok) continue;
    const { currency, amountMinor } = quote.value.example;
    if (dearest === null || amountMinor > dearest.amountMinor) dearest = { currency, amountMinor };
  }
  return dearest;
}

/**
 * How much credit is spoken for by a charge: what it is estimated to cost, at least the currency's least credit, at
 * most what can be spent. Null where less than the least credit can be spent: the charge may not start.
 */
export function holdFor(
  spendableMinor: bigint,
  estimate: { readonly currency: string; readonly amountMinor: bigint | null },
): bigint | null {
  const least = leastCredit(estimate.currency);
  if (spendableMinor < least) return null;
  const wanted =
    estimate.amountMinor !== null && estimate.amountMinor > least ? estimate.amountMinor : least;
  return wanted < spendableMinor ? wanted : spendableMinor;
}
