import type { Tariff, TariffDimension } from "@/core/roaming/tariff";

import type { PriceCdrInput } from "./price-input";
import { applyLimits } from "./price-limits";
import { placePeriods } from "./place-periods";
import type { PricedCdr, PricedLine } from "./priced-cdr";
import { sumByTax, sumTotals } from "./totals";

/** The totals of a price, whatever it came from. */
export type PricedTotals = Pick<PricedCdr, "net" | "gross" | "taxTotals">;

/** An amount over `AMOUNT_SCALE` for one unit of quantity at a price of 10⁻⁶, by dimension. */
const AMOUNT_PER_UNIT: Record<TariffDimension, bigint> = {
  ENERGY: 36n,
  TIME: 1n,
  PARKING_TIME: 1n,
  FLAT: 36_000_000n,
};

/** The line with another quantity, and the amount that goes with it. */
export function withQuantity(line: PricedLine, quantity: bigint, stepAdded = 0n): PricedLine {
  const amount = quantity * line.price * AMOUNT_PER_UNIT[line.dimension];
  return { ...line, quantity, stepAdded, amount };
}

/** What lines come to, with the price limits of the session's tariff; `undefined` where that is unknown. */
export function totalLines(
  input: PriceCdrInput,
  lines: readonly PricedLine[],
): PricedTotals | undefined {
  const placed = placePeriods(input);
  const tariffIndex = placed.ok ? placed.value.tariffIndex : -1;
  const tariff: Tariff | undefined = input.tariffs[tariffIndex];
  if (tariff === undefined) return undefined;
  const taxTotals = sumByTax(lines);
  const sums = { net: sumTotals(taxTotals, "net"), gross: sumTotals(taxTotals, "gross") };
  const limited = applyLimits({ ...sums, taxTotals }, tariff, tariffIndex);
  return limited.ok ? { net: limited.value.net, gross: limited.value.gross, taxTotals } : undefined;
}
