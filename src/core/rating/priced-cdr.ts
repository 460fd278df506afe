import type { Micro, Rate, Rational } from "@/core/money/quantity";
import type { TariffDimension } from "@/core/roaming/tariff";

/**
 * Exact amounts of the rating loop are integers over this scale: 1 / 36 000 000 000 000 of the
 * currency's main unit. Energy in 10⁻⁶ kWh, time in tenths of milliseconds and prices in 10⁻⁶ all
 * come out whole: 10⁻⁶ kWh × 10⁻⁶ is 36, 10⁻⁴ s × 10⁻⁶ per hour is 1.
 */
export const AMOUNT_SCALE = 36_000_000_000_000n;

/** Tenths of a millisecond in one hour. */
export const HOUR_UNITS = 36_000_000n;

/** Tenths of a millisecond in a millisecond. */
export const TIME_UNITS_PER_MS = 10;

/** Whether a price contains its taxes. */
export type Basis = "net" | "gross";

/** The tax on a price: a rate, none (net = gross), or not known from the tariff. */
export type Tax =
  | { readonly kind: "rate"; readonly rate: Rate }
  | { readonly kind: "none" }
  | { readonly kind: "unknown" };

/** Whether two taxes are the same. */
export function isSameTax(a: Tax, b: Tax): boolean {
  if (a === b) return true;
  return a.kind === "rate" && b.kind === "rate" ? a.rate === b.rate : a.kind === b.kind;
}

/** A session is priced in two phases that share no fee and no step. */
export type Phase = "charging" | "reservation";

/** One volume of one period, priced by one component. */
export type PricedLine = {
  readonly phase: Phase;
  readonly dimension: TariffDimension;
  /** Index in the CDR's periods as received. */
  readonly periodIndex: number;
  /** Index in the tariffs that were passed. */
  readonly tariffIndex: number;
  readonly elementIndex: number;
  readonly componentIndex: number;
  /** 10⁻⁶ of the currency per kWh, hour or session. */
  readonly price: Micro;
  readonly basis: Basis;
  readonly tax: Tax;
  /** What is billed, step included: 10⁻⁶ kWh, tenths of milliseconds, or 1 for `FLAT`. */
  readonly quantity: bigint;
  /** The part of `quantity` that the step size added. */
  readonly stepAdded: bigint;
  /** `price × quantity` in `basis`, over `AMOUNT_SCALE`, before price limits. */
  readonly amount: bigint;
};

/** The exact sum of all lines of one tax, before price limits. `null`: not known from the tariff. */
export type TaxTotal = {
  readonly tax: Tax;
  readonly net: Rational | null;
  readonly gross: Rational | null;
};

/** A minimum or maximum price that changed a total. */
export type LimitEffect = {
  readonly kind: "min" | "max";
  readonly tariffIndex: number;
  /** What the limit added to the total before (`net`) or after taxes; `null`: that total is unknown. */
  readonly netChange: Rational | null;
  readonly grossChange: Rational | null;
};

/** A CDR priced by its tariffs: exact, unrounded, with every line it is made of. */
export type PricedCdr = {
  readonly currency: string;
  readonly lines: readonly PricedLine[];
  readonly taxTotals: readonly TaxTotal[];
  readonly limits: readonly LimitEffect[];
  /** Exact total before taxes, after limits; `null`: it cannot be known from the tariff. */
  readonly net: Rational | null;
  /** Exact total after taxes, after limits; `null`: it cannot be known from the tariff. */
  readonly gross: Rational | null;
  /** Energy of all periods, 10⁻⁶ kWh. */
  readonly energy: Micro;
  /**
   * Tenths of milliseconds of the session that its periods state neither as charging nor as parking nor
   * as reserved; negative where they state more than the session lasted. Legal: an EVSE that offers no
   * power neither charges nor lets park (OCPI mod_cdrs, CdrDimensionType PARKING_TIME).
   */
  readonly unstatedTime: number;
  readonly notes: readonly RatingNote[];
};

/** What a person should know of a price beyond its lines. */
export type RatingNote =
  | { readonly code: "free-by-omission"; readonly dimension: string }
  | { readonly code: "unknown-dimension"; readonly dimension: string }
  | { readonly code: "step-reading-differs"; readonly dimension: string }
  | { readonly code: "negative-volume"; readonly dimension: string; readonly periodIndex: number }
  | {
      readonly code: "unverifiable-restriction" | "period-straddles-limit";
      readonly dimension: string;
      readonly periodIndex: number;
      readonly elementIndex: number;
    }
  | {
      readonly code: "period-spans-price-change";
      readonly dimension: string;
      readonly periodIndex: number;
      /**
       * What the volume costs wholly by the cheaper and the dearer of the components at its start and at
       * its end, without step, over `AMOUNT_SCALE`, in the tariff's basis.
       */
      readonly low: bigint;
      readonly high: bigint;
    }
  | { readonly code: "power-estimated"; readonly periodIndex: number }
  | { readonly code: "reservation-taken-as-expired" }
  | { readonly code: "flat-ambiguous"; readonly periodIndex: number }
  | { readonly code: "periods-out-of-order" }
  | { readonly code: "period-outside-session"; readonly periodIndex: number }
  | {
      readonly code:
        | "tariff-not-valid-at-start"
        | "ad-hoc-tariff"
        | "tariff-assumed"
        | "second-tariff"
        | "other-tariff-has-limits";
      readonly tariffId: string;
    };

/** Why a CDR has no price. Never a guess instead of one. */
export type Unpriceable =
  | { readonly code: "no-tariff" | "no-periods" | "no-time-zone" }
  | { readonly code: "volume-out-of-range"; readonly periodIndex: number }
  | { readonly code: "unknown-time-zone"; readonly timeZone: string }
  | { readonly code: "unknown-currency"; readonly currency: string }
  | { readonly code: "currency-mismatch"; readonly cdr: string; readonly tariff: string }
  | { readonly code: "unknown-tariff"; readonly tariffId: string }
  | { readonly code: "malformed-tariff"; readonly tariffId: string; readonly detail: string }
  | {
      readonly code: "unread-tariff";
      readonly tariffId: string;
      /** As in `Tariff.unread`. */
      readonly unread: readonly string[];
    }
  | { readonly code: "limit-needs-tax-rate"; readonly tariffId: string };
