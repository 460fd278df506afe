import { describe, expect, it } from "vitest";

import type { Rational } from "@/core/money/quantity";
import {
  addRational,
  formatRational,
  micro,
  rationalOf,
  subtractRational,
  toMicro,
} from "@/core/money/quantity";
import type { PriceLimit } from "@/core/roaming/price";
import type {
  PriceComponent,
  Tariff,
  TariffDimension,
  TariffRestrictions,
  TaxIncluded,
} from "@/core/roaming/tariff";

import vectors from "./fixtures/vectors.json";
import type { PriceableCdr } from "./price-cdr";
import { priceCdr } from "./price-cdr";
import type { PricedCdr } from "./priced-cdr";
import { AMOUNT_SCALE } from "./priced-cdr";

// The fixture's shapes, as far as pricing reads them: OCPI's own JSON.
type WireNumber = number | string;
type WireTariff = {
  id: string;
  currency: string;
  type?: string;
  min_price?: { excl_vat: number; incl_vat?: number };
  max_price?: { excl_vat: number; incl_vat?: number };
  tax_included?: TaxIncluded;
  end_date_time?: string;
  elements: {
    price_components: {
      type: TariffDimension;
      price: WireNumber;
      vat?: number;
      step_size: number;
    }[];
    restrictions?: Record<string, WireNumber> & { day_of_week?: TariffRestrictions["dayOfWeek"] };
  }[];
  last_updated: string;
};
type WireCdr = {
  start_date_time: string;
  end_date_time?: string;
  stop_date_time?: string;
  currency: string;
  charging_periods: {
    start_date_time: string;
    dimensions: { type: string; volume: number }[];
    tariff_id?: string;
  }[];
};
type VectorCase = {
  id: string;
  kind: string;
  ocpi_version: string;
  time_zone: string;
  verdict: string;
  tariffs: WireTariff[];
  cdr: WireCdr;
  reservation_expired?: boolean;
  expected: {
    total_excl: string | null;
    total_incl: string | null;
    dimensions?: Record<string, string>;
  };
};

/** Cases that the engine does not price yet; it must say so, never give a figure. None is left. */
const NOT_YET_SUPPORTED: readonly string[] = [];

const priced = (vectors as unknown as VectorCase[]).filter(({ kind }) => kind === "price");
const supported = priced.filter(({ id }) => !NOT_YET_SUPPORTED.includes(id));

const exact = (value: WireNumber) => micro(String(value));
const optional = (value: WireNumber | undefined) =>
  value === undefined ? undefined : exact(value);
const limit = (wire: WireTariff["min_price"]): PriceLimit | undefined =>
  wire && { beforeTaxes: exact(wire.excl_vat), afterTaxes: optional(wire.incl_vat) };

function readTariff(wire: WireTariff, version: string): Tariff {
  return {
    countryCode: "XX",
    partyId: "XXX",
    id: wire.id,
    currency: wire.currency,
    type: wire.type,
    tariffAltText: [],
    minPrice: limit(wire.min_price),
    maxPrice: limit(wire.max_price),
    // 2.1.1 knows no rates; 2.3.0 without the required field is read as prices before taxes.
    taxIncluded: wire.tax_included ?? (version === "2.2.1" ? null : "NO"),
    endDateTime: wire.end_date_time ? Temporal.Instant.from(wire.end_date_time) : undefined,
    elements: wire.elements.map((element) => ({
      priceComponents: element.price_components.map((component): PriceComponent => ({
        type: component.type,
        price: exact(component.price),
        vat: component.vat === undefined ? undefined : Math.round(component.vat * 10_000),
        stepSize: component.step_size,
      })),
      restrictions: element.restrictions && readRestrictions(element.restrictions),
    })),
    lastUpdated: Temporal.Instant.from(wire.last_updated),
  };
}

function readRestrictions(
  wire: NonNullable<WireTariff["elements"][number]["restrictions"]>,
): TariffRestrictions {
  const known: Record<string, (value: WireNumber) => Partial<TariffRestrictions>> = {
    start_time: (value) => ({ startTime: String(value) }),
    end_time: (value) => ({ endTime: String(value) }),
    min_current: (value) => ({ minCurrent: exact(value) }),
    max_current: (value) => ({ maxCurrent: exact(value) }),
    max_power: (value) => ({ maxPower: exact(value) }),
    max_duration: (value) => ({ maxDuration: Number(value) }),
    reservation: (value) => ({ reservation: value as TariffRestrictions["reservation"] }),
    day_of_week: () => ({}),
  };
  const parts = Object.entries(wire).map(([name, value]) => {
    const read = known[name];
    // A restriction that the reader forgot would make a case pass or fail for the wrong reason.
    if (read === undefined) throw new Error(`the reader does not know ${name}`);
    return read(value as WireNumber);
  });
  return Object.assign({ dayOfWeek: wire.day_of_week ?? [] }, ...parts) as TariffRestrictions;
}

function readCdr(wire: WireCdr, currency: string): PriceableCdr {
  return {
    startDateTime: Temporal.Instant.from(wire.start_date_time),
    endDateTime: Temporal.Instant.from(wire.end_date_time ?? wire.stop_date_time ?? ""),
    currency,
    chargingPeriods: wire.charging_periods.map((period) => ({
      startDateTime: Temporal.Instant.from(period.start_date_time),
      dimensions: period.dimensions.map(({ type, volume }) => ({ type, volume: exact(volume) })),
      tariffId: period.tariff_id,
    })),
  };
}

function priceCase(vector: VectorCase): ReturnType<typeof priceCdr> {
  // The two North American cases pair a CAD tariff with a CDR that was built in EUR.
  const currency = vector.id.startsWith("spec-na-") ? "CAD" : vector.cdr.currency;
  return priceCdr({
    cdr: readCdr(vector.cdr, currency),
    tariffs: vector.tariffs.map((tariff) => readTariff(tariff, vector.ocpi_version)),
    timeZone: vector.time_zone,
    isReservationExpired: vector.reservation_expired ?? false,
  });
}

function priceOrThrow(vector: VectorCase): PricedCdr {
  const outcome = priceCase(vector);
  if (!outcome.ok) throw new Error(`${vector.id}: ${outcome.reason.code}`);
  return outcome.value;
}

function isAgreed(value: Rational | null, expected: string): boolean {
  if (value === null) return false;
  const difference = toMicro(subtractRational(value, rationalOf(parse(expected))), "up");
  return difference >= -50n && difference <= 50n;
}

// Repeating decimals are given with eight places; six are within the tolerance.
function parse(decimal: string): bigint {
  const [whole, fraction = ""] = decimal.split(".");
  return micro(`${whole}.${fraction.slice(0, 6)}`);
}

function dimensionTotal(result: PricedCdr, name: string): Rational {
  const phase = name === "RESERVATION" || name === "FLAT_RES" ? "reservation" : "charging";
  const dimension = { RESERVATION: "TIME", FLAT_RES: "FLAT" }[name] ?? name;
  return result.lines
    .filter((line) => line.phase === phase && line.dimension === dimension)
    .reduce((sum, { amount }) => addRational(sum, { n: amount, d: AMOUNT_SCALE }), {
      n: 0n,
      d: 1n,
    });
}

describe("the specification's examples", () => {
  it("are all there, so that none can be dropped in silence", () => {
    expect(vectors).toHaveLength(42);
    expect(priced).toHaveLength(42);
    expect(priced.filter(({ verdict }) => verdict === "conflicts").map(({ id }) => id)).toEqual([
      "spec-alt-url-table-2.3.0",
      "spec-complex-saturday-prose",
    ]);
  });

  it.each(supported.filter(({ verdict }) => verdict === "agrees"))(
    "$id is priced to the exact value",
    (vector) => {
      const result = priceOrThrow(vector);
      const { total_excl, total_incl, dimensions = {} } = vector.expected;
      const show = (value: Rational | null) => value && formatRational(value, 8);
      if (total_excl !== null)
        expect(result.net, show(result.net) ?? "").toSatisfy((net: Rational | null) =>
          isAgreed(net, total_excl),
        );
      if (total_incl !== null)
        expect(result.gross, show(result.gross) ?? "").toSatisfy((gross: Rational | null) =>
          isAgreed(gross, total_incl),
        );
      for (const [name, expected] of Object.entries(dimensions))
        expect(isAgreed(dimensionTotal(result, name), expected), name).toBe(true);
    },
  );

  it.each(supported.filter(({ verdict }) => verdict === "conflicts"))(
    "$id is an erratum, and the engine does not repeat it",
    (vector) => {
      const result = priceOrThrow(vector);
      expect(isAgreed(result.net, vector.expected.total_excl ?? "")).toBe(false);
      expect(isAgreed(result.gross, vector.expected.total_incl ?? "")).toBe(false);
    },
  );

  it("without a known tax rate give no figure on the side that the rate would decide", () => {
    const byId = (id: string) => priceOrThrow(priced.find((one) => one.id === id) as VectorCase);
    expect(byId("spec-na-exclusive").gross).toBeNull();
    expect(byId("spec-na-inclusive").net).toBeNull();
    expect(byId("spec-cdr-example-2.1.1").gross).toBeNull();
  });

  it("that are not yet supported come back as unpriceable", () => {
    const missing = priced.filter(({ id }) => NOT_YET_SUPPORTED.includes(id));
    expect(missing.map(({ id }) => id)).toEqual(NOT_YET_SUPPORTED);
    expect(missing.filter((vector) => priceCase(vector).ok)).toEqual([]);
  });
});
