import type { Rate } from "@/core/money/quantity";
import { no, ok, type Outcome } from "@/core/outcome";

/** What is supplied decides where it is taxed. Charging is a supply of goods (CJEU C-282/22). */
export type SupplyKind = "ENERGY";

/** A VAT rate in force from a day on. */
export interface VatRateRow {
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly supplyKind: SupplyKind;
  readonly validFrom: Temporal.Instant;
  readonly rate: Rate;
  readonly source: string;
}

/** Which VAT applies and how that was found, sentence by sentence, for the record. */
export interface VatDecision {
  readonly country: string;
  readonly rate: Rate;
  readonly trace: readonly string[];
}

/** What the decision looks at. */
export interface VatQuestion {
  readonly supplyKind: SupplyKind;
  /** Where the EVSE stands, ISO 3166-1 alpha-2. */
  readonly supplyCountry: string;
  readonly servicedAt: Temporal.Instant;
  readonly rates: readonly VatRateRow[];
}

/**
 * Decides the VAT of a sale to a driver. Electricity sold to a consumer is taxed where he consumes it
 * (Directive 2006/112/EC art. 39), which is where the EVSE stands, at the rate in force that day.
 */
export function decideVat(question: VatQuestion): Outcome<VatDecision, "no-vat-rate"> {
  const { supplyKind, supplyCountry, servicedAt, rates } = question;
  const inForce = rates
    .filter(
      (row) =>
        row.country === supplyCountry &&
        row.supplyKind === supplyKind &&
        Temporal.Instant.compare(row.validFrom, servicedAt) <= 0,
    )
    .toSorted((a, b) => Temporal.Instant.compare(b.validFrom, a.validFrom))[0];
  if (!inForce) return no("no-vat-rate");
  return ok({
    country: supplyCountry,
    rate: inForce.rate,
    trace: [
      `supply ${supplyKind}: goods (CJEU C-282/22)`,
      `place of supply ${supplyCountry}: where the electricity is consumed (2006/112/EC art. 39)`,
      `rate ${inForce.rate / 10_000} % since ${inForce.validFrom.toString()} (${inForce.source})`,
    ],
  });
}
