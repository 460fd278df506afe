import type { Micro } from "@/core/money/quantity";
import { RATE_WHOLE } from "@/core/money/quantity";
import type { Outcome } from "@/core/outcome";
import { no, ok } from "@/core/outcome";
import type {
  PriceComponent,
  Tariff,
  TariffDimension,
  TariffElement,
  TaxIncluded,
} from "@/core/roaming/tariff";

import type { Basis, Tax, Unpriceable } from "./priced-cdr";
import { isSameTax } from "./priced-cdr";
import type { CompiledRestrictions } from "./restrictions";
import { compileRestrictions } from "./restrictions";
import { TariffCache } from "./tariff-cache";

/** A price component ready for the rating loop. */
export type CompiledComponent = {
  readonly dimension: TariffDimension;
  readonly elementIndex: number;
  readonly componentIndex: number;
  readonly price: Micro;
  readonly basis: Basis;
  readonly tax: Tax;
  /** `price × scale`: times a quantity it is the amount over `AMOUNT_SCALE`. */
  readonly priceScaled: bigint;
  /** The same as a number, to be used where the product is a safe integer; NaN where it is none itself. */
  readonly priceNumber: number;
  /** Step size in the units of the quantity; 0 rounds nothing. */
  readonly step: number;
  readonly restrictions: CompiledRestrictions | undefined;
};

/** The components that can price one phase, by dimension, in the tariff's order. */
export type Candidates = { readonly [D in TariffDimension]: readonly CompiledComponent[] };

/** A questionable construction in a tariff. Legal, and priced as the rules say. */
export type TariffLint =
  | { readonly code: "component-twice"; readonly elementIndex: number }
  | { readonly code: "weekday-with-wrapping-window"; readonly elementIndex: number }
  | { readonly code: "window-of-no-length"; readonly elementIndex: number };

/** A tariff read once: restrictions parsed, candidates listed by phase and dimension. */
export type CompiledTariff = {
  /** The tariff that was compiled: the same as another, or one that prices the same. */
  readonly tariff: Tariff;
  /** Epoch milliseconds, inclusive and exclusive; ±∞ where the tariff does not say. */
  readonly validFromMs: number;
  readonly validUntilMs: number;
  readonly hasLimits: boolean;
  readonly charging: Candidates;
  readonly reservation: Candidates;
  /** For a reservation that expired unused: `RESERVATION_EXPIRES` first, `RESERVATION` for the rest. */
  readonly expiredReservation: Candidates;
  readonly needsTimeZone: boolean;
  /** Whether a restriction speaks of power or current. */
  readonly needsPower: boolean;
  readonly lints: readonly TariffLint[];
};

const compiledTariffs = new TariffCache<Outcome<CompiledTariff, Unpriceable>>();

/**
 * Compiles a tariff once for its content: one that is read anew with each CDR is found again. Refuses a
 * tariff with a restriction or a number that cannot be read, or of which a part was not.
 */
export function compileTariff(tariff: Tariff): Outcome<CompiledTariff, Unpriceable> {
  const known = compiledTariffs.find(tariff);
  if (known !== undefined) return known;
  const compiled = compile(tariff);
  compiledTariffs.keep(tariff, compiled);
  return compiled;
}

type Draft = { [D in TariffDimension]: CompiledComponent[] };

function compile(tariff: Tariff): Outcome<CompiledTariff, Unpriceable> {
  const { id: tariffId, unread } = tariff;
  if (unread !== undefined) return no({ code: "unread-tariff", tariffId, unread });
  const drafts = { none: draft(), RESERVATION: draft(), RESERVATION_EXPIRES: draft() };
  const lints: TariffLint[] = [];
  const taxes: Tax[] = [];
  let needsTimeZone = false;
  let needsPower = false;
  for (const [elementIndex, element] of tariff.elements.entries()) {
    const restrictions =
      element.restrictions === undefined
        ? ok(undefined)
        : compileRestrictions(element.restrictions);
    if (!restrictions.ok) return malformed(tariff, elementIndex, restrictions.reason);
    needsTimeZone ||= restrictions.value?.isLocal ?? false;
    needsPower ||= (restrictions.value?.power ?? restrictions.value?.current) !== undefined;
    const target = drafts[element.restrictions?.reservation ?? "none"];
    const seen = new Set<TariffDimension>();
    for (const [componentIndex, component] of element.priceComponents.entries()) {
      const fault = faultOf(component);
      if (fault !== undefined) return malformed(tariff, elementIndex, fault);
      // Of two components of one dimension the first holds.
      if (seen.has(component.type)) {
        lints.push({ code: "component-twice", elementIndex });
        continue;
      }
      seen.add(component.type);
      target[component.type].push({
        ...priceOf(component, tariff.taxIncluded, taxes),
        elementIndex,
        componentIndex,
        restrictions: restrictions.value,
      });
    }
    lints.push(...lintWindow(element, elementIndex));
  }
  const { startDateTime, endDateTime, minPrice, maxPrice } = tariff;
  return ok({
    tariff,
    validFromMs: startDateTime?.epochMilliseconds ?? -Infinity,
    validUntilMs: endDateTime?.epochMilliseconds ?? Infinity,
    hasLimits: (minPrice ?? maxPrice) !== undefined,
    charging: drafts.none,
    reservation: drafts.RESERVATION,
    expiredReservation: joined(drafts.RESERVATION_EXPIRES, drafts.RESERVATION),
    needsTimeZone,
    needsPower,
    lints,
  });
}

function draft(): Draft {
  return { ENERGY: [], FLAT: [], PARKING_TIME: [], TIME: [] };
}

function joined(first: Draft, second: Draft): Candidates {
  return {
    ENERGY: [...first.ENERGY, ...second.ENERGY],
    FLAT: [...first.FLAT, ...second.FLAT],
    PARKING_TIME: [...first.PARKING_TIME, ...second.PARKING_TIME],
    TIME: [...first.TIME, ...second.TIME],
  };
}

// Units of a quantity in one Wh or one second, and of an amount in one unit × 10⁻⁶ of price.
const STEP_UNITS: Record<TariffDimension, number> = {
  ENERGY: 1_000,
  TIME: 10_000,
  PARKING_TIME: 10_000,
  FLAT: 0,
};
// A thousand kWh times a thousand, or thirty years.
const LARGEST_STEP = 1_000_000_000;
const PRICE_SCALE: Record<TariffDimension, bigint> = {
  ENERGY: 36n,
  TIME: 1n,
  PARKING_TIME: 1n,
  FLAT: 36_000_000n,
};

function priceOf(component: PriceComponent, taxIncluded: TaxIncluded, taxes: Tax[]) {
  const { type, price, vat, stepSize } = component;
  const basis: Basis = taxIncluded === "YES" ? "gross" : "net";
  const priceScaled = price * PRICE_SCALE[type];
  const priceNumber = Number(priceScaled);
  return {
    dimension: type,
    price,
    basis,
    tax: shared(taxOf(vat, taxIncluded), taxes),
    priceScaled,
    priceNumber: Number.isSafeInteger(priceNumber) ? priceNumber : NaN,
    step: stepSize * STEP_UNITS[type],
  };
}

// One object for each tax of a tariff, so that sums by tax mostly compare identities.
function shared(tax: Tax, taxes: Tax[]): Tax {
  const known = taxes.find((one) => isSameTax(one, tax));
  if (known === undefined) taxes.push(tax);
  return known ?? tax;
}

function taxOf(vat: number | undefined, taxIncluded: TaxIncluded): Tax {
  if (taxIncluded === "N/A") return { kind: "none" };
  if (vat !== undefined) return { kind: "rate", rate: vat };
  return { kind: taxIncluded === null ? "none" : "unknown" };
}

function faultOf(component: PriceComponent): string | undefined {
  const { type, stepSize, vat } = component;
  if (!(type in STEP_UNITS)) return `unknown component ${type}`;
  if (!Number.isSafeInteger(stepSize) || stepSize < 0 || stepSize > LARGEST_STEP)
    return "step_size is no count";
  if (vat !== undefined && (!Number.isSafeInteger(vat) || vat < 0 || vat > 10 * RATE_WHOLE))
    return "vat is no percentage";
  return undefined;
}

function malformed(tariff: Tariff, elementIndex: number, fault: string) {
  const detail = `element ${elementIndex}: ${fault}`;
  return no<Unpriceable>({ code: "malformed-tariff", tariffId: tariff.id, detail });
}

function lintWindow(element: TariffElement, elementIndex: number): TariffLint[] {
  const { startTime, endTime, dayOfWeek = [] } = element.restrictions ?? {};
  if (startTime === undefined || endTime === undefined || endTime === "00:00") return [];
  if (startTime === endTime) return [{ code: "window-of-no-length", elementIndex }];
  if (endTime < startTime && dayOfWeek.length > 0)
    return [{ code: "weekday-with-wrapping-window", elementIndex }];
  return [];
}
