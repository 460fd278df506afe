import vectors from "@/core/rating/fixtures/vectors.json";
import type { PriceLimit } from "@/core/roaming/price";
import type {
  DayOfWeek,
  PriceComponent,
  Tariff,
  TariffRestrictions,
  TaxIncluded,
} from "@/core/roaming/tariff";
import { KNOWN_PLACE } from "./known-place";
import type { Bucket } from "./reference-lines";
import type { ReferenceCharge } from "./reference-price";

/** A published case: what to price, and the decimals before and after tax that its source states. */
export type VectorCase = {
  readonly id: string;
  /** The printed value is an error of the source, which no right engine gives. */
  readonly isErratum: boolean;
  readonly charge: ReferenceCharge;
  readonly totalExcl: string | null;
  readonly totalIncl: string | null;
  readonly dimensions: Readonly<Partial<Record<Bucket, string>>>;
};

type Wire = { readonly [key: string]: unknown };

/** The public price cases, read with nothing of the product's own readers. */
export function vectorCases(): readonly VectorCase[] {
  return (vectors as readonly Wire[]).filter(({ kind }) => kind === "price").map(caseOf);
}

function caseOf(wire: Wire): VectorCase {
  const cdr = wire["cdr"] as Wire;
  const expected = wire["expected"] as Wire;
  const tariffs = (wire["tariffs"] as readonly Wire[]).map((tariff) =>
    tariffOf(tariff, String(wire["ocpi_version"])),
  );
  // Two cases come with a Canadian tariff and a CDR that was built in euros.
  const currency = tariffs[0]?.currency ?? String(cdr["currency"]);
  return {
    id: String(wire["id"]),
    isErratum: wire["verdict"] === "conflicts",
    charge: {
      cdr: { ...cdrOf(cdr), currency },
      tariffs,
      timeZone: String(wire["time_zone"]),
      isReservationExpired: wire["reservation_expired"] === true,
    },
    totalExcl: expected["total_excl"] as string | null,
    totalIncl: expected["total_incl"] as string | null,
    dimensions: expected["dimensions"] ?? {},
  };
}

function cdrOf(wire: Wire): ReferenceCharge["cdr"] {
  return {
    startDateTime: instant(wire["start_date_time"]),
    endDateTime: instant(wire["end_date_time"] ?? wire["stop_date_time"]),
    currency: String(wire["currency"]),
    cdrLocation: KNOWN_PLACE,
    chargingPeriods: (wire["charging_periods"] as readonly Wire[]).map((period) => ({
      startDateTime: instant(period["start_date_time"]),
      tariffId: period["tariff_id"] as string | undefined,
      dimensions: (period["dimensions"] as readonly Wire[]).map((dimension) => ({
        type: String(dimension["type"]),
        volume: scaled(dimension["volume"], 6),
      })),
    })),
  };
}

function tariffOf(wire: Wire, version: string): Tariff {
  return {
    countryCode: "DE",
    partyId: "ALL",
    id: String(wire["id"]),
    currency: String(wire["currency"]),
    // The source prices the charge with this tariff, whatever use its type is meant for.
    type: undefined,
    tariffAltText: [],
    taxIncluded: taxIncludedOf(wire, version),
    minPrice: limitOf(wire["min_price"] as Wire | undefined),
    maxPrice: limitOf(wire["max_price"] as Wire | undefined),
    startDateTime: optional(wire["start_date_time"], instant),
    endDateTime: optional(wire["end_date_time"], instant),
    lastUpdated: instant(wire["last_updated"]),
    elements: (wire["elements"] as readonly Wire[]).map((element) => ({
      priceComponents: (element["price_components"] as readonly Wire[]).map(componentOf),
      restrictions: optional(element["restrictions"], (it) => restrictionsOf(it as Wire)),
    })),
  };
}

/** 2.3.0 asks for `tax_included`; its own example lacks it, which is read as `NO`. 2.1.1 has no rates. */
function taxIncludedOf(wire: Wire, version: string): TaxIncluded {
  if (version === "2.2.1") return null;
  return (wire["tax_included"] ?? "NO") as TaxIncluded;
}

function componentOf(wire: Wire): PriceComponent {
  return {
    type: wire["type"] as PriceComponent["type"],
    price: scaled(wire["price"], 6),
    vat: optional(wire["vat"], (it) => Number(scaled(it, 4))),
    stepSize: Number(wire["step_size"]),
  };
}

function restrictionsOf(wire: Wire): TariffRestrictions {
  return {
    startTime: wire["start_time"] as string | undefined,
    endTime: wire["end_time"] as string | undefined,
    startDate: wire["start_date"] as string | undefined,
    endDate: wire["end_date"] as string | undefined,
    minKwh: optional(wire["min_kwh"], micro),
    maxKwh: optional(wire["max_kwh"], micro),
    minCurrent: optional(wire["min_current"], micro),
    maxCurrent: optional(wire["max_current"], micro),
    minPower: optional(wire["min_power"], micro),
    maxPower: optional(wire["max_power"], micro),
    minDuration: wire["min_duration"] as number | undefined,
    maxDuration: wire["max_duration"] as number | undefined,
    dayOfWeek: (wire["day_of_week"] ?? []) as readonly DayOfWeek[],
    reservation: wire["reservation"] as TariffRestrictions["reservation"],
  };
}

function limitOf(wire: Wire | undefined): PriceLimit | undefined {
  if (wire === undefined) return undefined;
  return {
    beforeTaxes: scaled(wire["before_taxes"] ?? wire["excl_vat"], 6),
    afterTaxes: optional(wire["after_taxes"] ?? wire["incl_vat"], micro),
  };
}

function optional<T>(value: unknown, read: (value: unknown) => T): T | undefined {
  return value === undefined ? undefined : read(value);
}

function micro(value: unknown): bigint {
  return scaled(value, 6);
}

/** A decimal of the cases, which are short and without exponents, as a count of 10⁻ᵈⁱᵍⁱᵗˢ. */
function scaled(value: unknown, digits: number): bigint {
  const [whole = "", fraction = ""] = String(value).split(".");
  if (fraction.length > digits) throw new RangeError(`${String(value)} is too fine`);
  return BigInt(whole + fraction.padEnd(digits, "0"));
}

function instant(value: unknown): Temporal.Instant {
  const text = String(value);
  return Temporal.Instant.from(text.endsWith("Z") ? text : `${text}Z`);
}
