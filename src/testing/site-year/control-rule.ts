import type { SiteYear } from "./site-year";
import type { Visit } from "./visits";

/** A car that is at the site. */
export interface PresentCar {
  readonly visit: Visit;
  leftWh: number;
  /** W that its station was told for each slot from `toldFrom` on; the last holds until it is told anew. */
  told: readonly number[];
  toldFrom: number;
}

/** What is known at the beginning of a slot. */
export interface Moment {
  readonly year: SiteYear;
  readonly slot: number;
  /** In order of arrival. A car that is full stays until it leaves. */
  readonly cars: readonly PresentCar[];
  /** A car has come or gone since the slot before, or does something else than was planned. */
  readonly isChanged: boolean;
}

/** Decides what the cars may draw: for each, W from this slot on, the last for what follows. */
export interface ControlRule {
  readonly name: string;
  decide(moment: Moment): ReadonlyMap<Visit, readonly number[]>;
}
