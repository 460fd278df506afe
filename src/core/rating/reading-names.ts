/**
 * How far somebody could stand by a reading:
 * - `arguable`: OCPI leaves it open, or the CDR does not settle it;
 * - `mistake`: a known misreading: it explains a claim, and a larger claim is still to be disputed;
 * - `absurd`: nobody means it (a unit mixed up): it is named, but never makes a claim explainable.
 */
export type Standing = "arguable" | "mistake" | "absurd";

/**
 * Every alternative reading with its standing, the simplest first: of readings that give the same claim
 * the earlier is named, and one that changes nothing but arithmetic comes before one that changes facts.
 * The words of each are `finance.reading.*`.
 */
const STANDINGS = {
  /** Four-decimal hours are not brought to whole seconds before the step. */
  "literal-hours": "arguable",
  /** Of charging and parking time, the one that came last is rounded up. */
  "time-step-last": "arguable",
  /** Reserved time is rounded up together with charging time. */
  "reservation-step-with-time": "arguable",
  /** Every flat fee that comes to apply is charged, not only the first. */
  "flat-each-element": "arguable",
  /** Durations count from the first period, not from the CDR's start. */
  "duration-from-first-period": "arguable",
  /** After a reservation, durations still count from the session's start. */
  "duration-with-reservation": "arguable",
  /** Limits of power that the CDR can't prove are taken to hold. */
  "unstated-power-matches": "arguable",
  /** Power that the CDR does not state is taken as energy over time. */
  "power-estimated": "arguable",
  /**
   * A period spans a change of price and should have been split; any figure between the cheapest and the
   * dearest component that applied during it.
   */
  "period-split": "arguable",
  /** No tax: the buyer accounts for it. */
  "no-tax-charged": "arguable",
  "step-ignored": "mistake",
  /** Charging and parking time are both rounded up. */
  "step-both-times": "mistake",
  /** Rounded up for each price component. */
  "step-each-component": "mistake",
  /** Rounded up in each period. */
  "step-each-period": "mistake",
  /** An exact multiple of the step goes up by another ("greater than" taken literally). */
  "step-strictly-greater": "mistake",
  "limits-ignored": "mistake",
  "flat-each-period": "mistake",
  /** What the tariff states before tax was taken to contain it. */
  "prices-include-tax": "mistake",
  /** The total with tax stands where the total before tax belongs. */
  "gross-as-net": "mistake",
  "vat-twice": "mistake",
  /** Windows, dates and weekdays read in UTC instead of the place's own time. */
  "utc-windows": "mistake",
  /** Time in which the EVSE offered no power is billed as parking. */
  "withheld-as-parking": "mistake",
  /** Charging time is the length of the periods by the clock. */
  "wall-clock-time": "mistake",
  /** Another version of the tariff; which one, its label says. */
  "other-version": "mistake",
  "first-element-only": "mistake",
  /** The CDR's periods count Wh, and the claim does not. */
  "periods-in-wh": "absurd",
  /** The claim takes Wh for kWh: energy costs a thousandfold. */
  "wh-as-kwh": "absurd",
} as const satisfies Record<string, Standing>;

/** The name of an alternative reading. */
export type ReadingName = keyof typeof STANDINGS;

/** Every name, the simplest first. */
export const READING_NAMES = Object.keys(STANDINGS) as readonly ReadingName[];

const WEIGHT: Record<Standing, number> = { arguable: 0, mistake: 1, absurd: 2 };

/** How far somebody could stand by a reading. */
export function standingOf(name: ReadingName): Standing {
  return STANDINGS[name];
}

/** The standing of two readings together: that of the weaker. */
export function weakerOf(a: Standing, b: Standing): Standing {
  return WEIGHT[a] >= WEIGHT[b] ? a : b;
}
