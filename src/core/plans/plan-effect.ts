/** One charge under the prices it had and under others, VAT included, in minor units. */
export interface ChargeEffect {
  readonly cdrId: string;
  readonly driverName: string;
  readonly place: string;
  /** ISO text: a browser reads it. */
  readonly servicedAt: string;
  readonly timeZone: string;
  readonly currency: string;
  readonly beforeMinor: bigint;
  readonly afterMinor: bigint;
}

/** What other prices would have done to charges of one currency. */
export interface CurrencyEffect {
  readonly currency: string;
  readonly beforeMinor: bigint;
  readonly afterMinor: bigint;
  readonly up: number;
  readonly down: number;
  readonly same: number;
  /** Those that change most, the greatest change first: ten at most. */
  readonly largest: readonly ChargeEffect[];
}

/** Charges that the other prices would bill in another currency: there is no difference to tell. */
export interface MovedCurrency {
  readonly from: string;
  readonly to: string;
  readonly charges: number;
  readonly beforeMinor: bigint;
  readonly afterMinor: bigint;
}

/** What drivers pay for a month of a subscription, VAT included, before and after; a yearly fee counts a twelfth. */
export interface FeeEffect {
  readonly currency: string;
  readonly drivers: number;
  readonly beforeMinor: bigint;
  readonly afterMinor: bigint;
}

/** What other prices would have done to charges. Two parts of the same question can be merged. */
export interface PlanEffect {
  readonly currencies: readonly CurrencyEffect[];
  readonly moved: readonly MovedCurrency[];
  readonly fees: readonly FeeEffect[];
  /** Charges that the other prices give no figure for, by the reason's code. */
  readonly unpriced: readonly { readonly reason: string; readonly charges: number }[];
  /** Charges whose bill a promise had lowered: compared by the bill before the promise. */
  readonly promised: number;
}

/** The effect on nothing. */
export const NO_EFFECT: PlanEffect = {
  currencies: [],
  moved: [],
  fees: [],
  unpriced: [],
  promised: 0,
};

const MOST_SHOWN = 10;

/** The effect on one charge. */
export function effectOnCharge(charge: ChargeEffect): PlanEffect {
  const { currency, beforeMinor, afterMinor } = charge;
  const one: CurrencyEffect = {
    currency,
    beforeMinor,
    afterMinor,
    up: afterMinor > beforeMinor ? 1 : 0,
    down: afterMinor < beforeMinor ? 1 : 0,
    same: afterMinor === beforeMinor ? 1 : 0,
    largest: afterMinor === beforeMinor ? [] : [charge],
  };
  return { ...NO_EFFECT, currencies: [one] };
}

/** Both effects as one. */
export function mergeEffects(a: PlanEffect, b: PlanEffect): PlanEffect {
  return {
    currencies: mergeBy(
      [...a.currencies, ...b.currencies],
      ({ currency }) => currency,
      addCurrency,
    ),
    moved: mergeBy([...a.moved, ...b.moved], ({ from, to }) => `${from} ${to}`, addMoved),
    fees: mergeBy([...a.fees, ...b.fees], ({ currency }) => currency, addFees),
    unpriced: mergeBy(
      [...a.unpriced, ...b.unpriced],
      ({ reason }) => reason,
      (one, other) => ({ ...one, charges: one.charges + other.charges }),
    ),
    promised: a.promised + b.promised,
  };
}

function mergeBy<T>(all: readonly T[], keyOf: (one: T) => string, add: (a: T, b: T) => T): T[] {
  const merged = new Map<string, T>();
  for (const one of all) {
    const known = merged.get(keyOf(one));
    merged.set(keyOf(one), known === undefined ? one : add(known, one));
  }
  return [...merged.values()];
}

function addCurrency(a: CurrencyEffect, b: CurrencyEffect): CurrencyEffect {
  return {
    currency: a.currency,
    beforeMinor: a.beforeMinor + b.beforeMinor,
    afterMinor: a.afterMinor + b.afterMinor,
    up: a.up + b.up,
    down: a.down + b.down,
    same: a.same + b.same,
    largest: [...a.largest, ...b.largest].toSorted(byChange).slice(0, MOST_SHOWN),
  };
}

function addMoved(a: MovedCurrency, b: MovedCurrency): MovedCurrency {
  return {
    ...a,
    charges: a.charges + b.charges,
    beforeMinor: a.beforeMinor + b.beforeMinor,
    afterMinor: a.afterMinor + b.afterMinor,
  };
}

function addFees(a: FeeEffect, b: FeeEffect): FeeEffect {
  return {
    currency: a.currency,
    drivers: a.drivers + b.drivers,
    beforeMinor: a.beforeMinor + b.beforeMinor,
    afterMinor: a.afterMinor + b.afterMinor,
  };
}

function byChange(a: ChargeEffect, b: ChargeEffect): number {
  const [one, other] = [changeOf(a), changeOf(b)];
  if (one === other) return a.cdrId < b.cdrId ? -1 : 1;
  return one > other ? -1 : 1;
}

function changeOf({ beforeMinor, afterMinor }: ChargeEffect): bigint {
  return afterMinor > beforeMinor ? afterMinor - beforeMinor : beforeMinor - afterMinor;
}
