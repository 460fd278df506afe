import type { TariffDimension } from "@/core/roaming/tariff";

import type { PriceCdrInput } from "./price-cdr";
import { priceCdr } from "./price-cdr";
import type { PricedCdr } from "./priced-cdr";
import { DEFAULT_POLICY } from "./rating-policy";
import type { Range } from "./split-range";
import { splitRange } from "./split-range";

/** Another way to read the same CDR and tariff, for which somebody could argue. Exact bounds. */
export type Reading = {
  readonly name: ReadingName;
  readonly net: Range | null;
  readonly gross: Range | null;
};

/**
 * - `flat-each-element`: every flat fee that comes to apply is charged, not only the first.
 * - `time-step-last`: of charging and parking time, the one that came last is rounded up.
 * - `literal-hours`: four-decimal hours are not brought to whole seconds before the step.
 * - `unstated-power-matches`: limits of power that the CDR can't prove are taken to hold.
 * - `period-split`: a period spans a change of price and should have been split; any figure between
 *   the cheapest and the dearest component that applied during it.
 */
export type ReadingName =
  | "flat-each-element"
  | "time-step-last"
  | "literal-hours"
  | "unstated-power-matches"
  | "period-split";

/**
 * The documented alternative readings of a CDR that `priceCdr` priced; only those that lead to
 * another figure. A claim that one of them reproduces is explainable, which is not the same as right.
 */
export function alternativeReadings(input: PriceCdrInput, priced: PricedCdr): Reading[] {
  const policy = input.policy ?? DEFAULT_POLICY;
  const readings: Reading[] = [];
  const has = (code: string) => priced.notes.some((note) => note.code === code);
  const attempt = (name: ReadingName, changed: Partial<typeof policy>) => {
    const other = priceCdr({ ...input, policy: { ...policy, ...changed } });
    if (!other.ok) return;
    const { net, gross } = other.value;
    readings.push({
      name,
      net: net && { low: net, high: net },
      gross: gross && { low: gross, high: gross },
    });
  };
  if (has("flat-ambiguous")) attempt("flat-each-element", { flat: "each-element" });
  if (hasBothTimes(priced)) attempt("time-step-last", { timeStep: "last" });
  if (has("step-reading-differs")) attempt("literal-hours", { snapsToSeconds: false });
  if (has("unverifiable-restriction"))
    attempt("unstated-power-matches", { unstatedPower: "match" });
  if (has("period-spans-price-change")) {
    const range = splitRange(input, priced);
    if (range !== undefined) readings.push({ name: "period-split", ...range });
  }
  return readings;
}

function hasBothTimes(priced: PricedCdr): boolean {
  const uses = (dimension: TariffDimension) =>
    priced.lines.some((line) => line.phase === "charging" && line.dimension === dimension);
  return uses("TIME") && uses("PARKING_TIME");
}
