import type { Rate } from "@/core/money/quantity";
import { alpha2Country } from "@/core/roaming/country";
import { estimateCharge, type Estimate } from "@/core/wallet/estimate-charge";
import type { LockFacts } from "@/services/price-locks/read-lock-facts";

/** More plugs than these differ by nothing that a hold cares for. */
const MOST_PLUGS = 8;

/**
 * What a charge at a place will cost about: from the facts that its prices are locked by. Null where no price can be
 * quoted there.
 */
export function estimateAtPlace(
  { plan, place, connectors, tariffs }: LockFacts,
  vatRateOf: (country: string) => Rate | null,
  at: Temporal.Instant,
): Estimate | null {
  if (!plan || !place) return null;
  const country = alpha2Country(place.country);
  const plugs = new Map(connectors.map(({ tariffIds }) => [tariffIds.join("\n"), tariffIds]));
  const own = [...plugs.values()].slice(0, MOST_PLUGS).map((names) => {
    const asked = new Set(names.map((name) => name.toUpperCase()));
    return tariffs.filter(({ id }) => asked.has(id.toUpperCase()));
  });
  return estimateCharge({
    plan: plan.plan,
    plugs: own,
    vatRate: country ? vatRateOf(country) : null,
    timeZone: place.timeZone,
    at,
  });
}
