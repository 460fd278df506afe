import type { CompiledComponent } from "./compile-tariff";
import type { RatingPolicy } from "./rating-policy";
import type { PeriodFacts } from "./restrictions";
import { matchRestrictions } from "./restrictions";

/** Called for an element that was passed over because the CDR does not say enough. */
export type DoubtListener = (
  component: CompiledComponent,
  doubt: "unverifiable" | "straddling",
) => void;

/**
 * The component that prices a dimension at the moment of `facts`: the first in the tariff's order
 * whose restrictions hold, `undefined` if none does. OCPI mod_tariffs, Tariff elements.
 */
export function selectComponent(
  candidates: readonly CompiledComponent[],
  facts: PeriodFacts,
  policy: RatingPolicy,
  onDoubt?: DoubtListener,
): CompiledComponent | undefined {
  for (const component of candidates) {
    if (component.restrictions === undefined) return component;
    const match = matchRestrictions(component.restrictions, facts);
    if (match === "yes") return component;
    if (match === "no") continue;
    onDoubt?.(component, match);
    if (match === "unverifiable" && policy.unstatedPower === "match") return component;
  }
  return undefined;
}
