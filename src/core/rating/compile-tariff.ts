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
import type { CompiledRestrictions } from "./restrictions";
import { compileRestrictions } from "./restrictions";

/** A price component ready for the rating loop. */
export type CompiledComponent = {
  readonly dimension: TariffDimension;
  readonly elementIndex: number;
  readonly componentIndex: number;
  readonly price: Micro;
  readonly basis: Basis;
  readonly tax: Tax;
  /** `price × scale × quantity` is the amount over `AMOUNT_SCALE`. */
  readonly priceScaled: bigint;
  /** Step size in the units of the quantity; 0 rounds nothing. */
  readonly step: bigint;
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
  readonly tariff: Tariff;
  readonly charging: Candidates;
  readonly reservation: Candidates;
  /** For a reservation that expired unused: `RESERVATION_EXPIRES` first, `RESERVATION` for the rest. */
  readonly expiredReservation: Candidates;
  readonly needsTimeZone: boolean;
  readonly lints: readonly TariffLint[];
};

const compiledTariffs = new WeakMap<Tariff, Outcome<CompiledTariff, Unpriceable>>();

/**
 * Compiles a tariff, once for each object: keep the object to keep the work. Refuses a tariff with a
 * restriction or a number that cannot be read.
 */
export function compileTariff(tariff: Tariff): Outcome<CompiledTariff, Unpriceable> {
  const known = compiledTariffs.get(tariff);
  if (known !== undefined) return known;
  const compiled = compile(tariff);
  compiledTariffs.set(tariff, compiled);
  return compiled;
}

type Draft = { [D in TariffDimension]: CompiledComponent[] };

function compile(tariff: Tariff): Outcome<CompiledTariff, Unpriceable> {
  const drafts = { none: draft(), RESERVATION: draft(), RESERVATION_EXPIRES: draft() };
  const lints: TariffLint[] = [];
  let needsTimeZone = false;
  for (const [elementIndex, element] of tariff.elements.entries()) {
    const restrictions =
      element.restrictions === undefined
        ? ok(undefined)
        : compileRestrictions(element.restrictions);
    if (!restrictions.ok) return malformed(tariff, elementIndex, restrictions.reason);
    needsTimeZone ||= restrictions.value?.isLocal ?? false;
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
        ...priceOf(component, tariff.taxIncluded),
        elementIndex,
        componentIndex,
        restrictions: restrictions.value,
      });
    }
    lints.push(...lintWindow(element, elementIndex));
  }
  return ok({
    tariff,
    charging: drafts.none,
    reservation: drafts.RESERVATION,
    expiredReservation: joined(drafts.RESERVATION_EXPIRES, drafts.RESERVATION),
    needsTimeZone,
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
const STEP_UNITS: Record<TariffDimension, bigint> = {
  ENERGY: 1_000n,
  TIME: 10_000n,
  PARKING_TIME: 10_000n,
  FLAT: 0n,
};
const PRICE_SCALE: Record<TariffDimension, bigint> = {
  ENERGY: 36n,
  TIME: 1n,
  PARKING_TIME: 1n,
  FLAT: 36_000_000n,
};

function priceOf(component: PriceComponent, taxIncluded: TaxIncluded) {
  const { type, price, vat, stepSize } = component;
  const basis: Basis = taxIncluded === "YES" ? "gross" : "net";
  return {
    dimension: type,
    price,
    basis,
    tax: taxOf(vat, taxIncluded),
    priceScaled: price * PRICE_SCALE[type],
    step: BigInt(stepSize) * STEP_UNITS[type],
  };
}

function taxOf(vat: number | undefined, taxIncluded: TaxIncluded): Tax {
  if (taxIncluded === "N/A") return { kind: "none" };
  if (vat !== undefined) return { kind: "rate", rate: vat };
  return { kind: taxIncluded === null ? "none" : "unknown" };
}

function faultOf(component: PriceComponent): string | undefined {
  const { type, stepSize, vat } = component;
  if (!(type in STEP_UNITS)) return `unknown component ${type}`;
  if (!Number.isSafeInteger(stepSize) || stepSize < 0) return "step_size is no count";
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
