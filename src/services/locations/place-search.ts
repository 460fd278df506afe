import type { PlaceOrder } from "./order-places";
import type { PlaceFilters, Point } from "./place-conditions";
import type { ChargeWish } from "./read-need";

/** What a driver looks for. Without anything: what is free, by name. */
export interface PlaceSearch extends PlaceFilters {
  readonly near?: Point | undefined;
  /** How places are sorted; unless said, what is free first, then the nearest, else by name. */
  readonly order?: PlaceOrder | undefined;
  /** What the charge in mind may cost, minor units; only prices in that currency count. */
  readonly maxPrice?: { readonly amountMinor: bigint; readonly currency: string } | undefined;
  /** The charge that prices are for; if absent 30 kWh in 40 minutes. */
  readonly wish?: ChargeWish | undefined;
}
