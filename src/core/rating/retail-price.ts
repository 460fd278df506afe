import type { Micro, Rate, Rational } from "@/core/money/quantity";
import type { VatAmount } from "@/core/money/vat-amount";
import type { Tariff } from "@/core/roaming/tariff";

import type { ExplanationLine } from "./explain";
import type { PriceableCdr } from "./price-cdr";
import type { Basis, Unpriceable } from "./priced-cdr";

/** A CDR as the driver's price needs it. */
export type RetailCdr = PriceableCdr & {
  /** 10⁻⁶ kWh. */
  readonly totalEnergy: Micro;
};

/** The input of `priceRetail`. */
export type RetailInput = OwnTariffInput | CostPlusInput;

type RetailCommon = {
  readonly cdr: RetailCdr;
  /** IANA name of the Location's zone; `null` if unknown. */
  readonly timeZone: string | null;
  /** Whether the plan's prices contain VAT (consumers) or not (businesses). */
  readonly basis: Basis;
  /** What the driver pays in. */
  readonly currency: string;
};

/** The plan has a tariff of its own, applied to the CDR's periods; the CPO's cost plays no part. */
export type OwnTariffInput = RetailCommon & {
  readonly mode: "own-tariff";
  /** `taxIncluded` must say what `basis` says, and its currency must be `currency`. */
  readonly tariff: Tariff;
  /** VAT of the place of supply for all of it; `null`: the rates of the tariff's own components. */
  readonly vatRate: Rate | null;
};

/** The plan adds to the cost that was accepted from the CPO. */
export type CostPlusInput = RetailCommon & {
  readonly mode: "cost-plus";
  readonly cost: AcceptedCost;
  readonly markup: Markup;
  /** VAT of the place of supply. */
  readonly vatRate: Rate;
};

/** The cost of a CDR that finance or the policy accepted, before taxes: CPO VAT is input tax. */
export type AcceptedCost = {
  readonly net: Rational;
  readonly currency: string;
  /** Units of the plan's currency for one of the cost's, 10⁻⁶. Needed where the two differ. */
  readonly exchangeRate?: Micro;
  /** What of `net` is for energy and for parking. Needed where a discount tells them apart. */
  readonly energyNet?: Rational;
  readonly parkingNet?: Rational;
  /** What of `net` is for time, parking included. Needed where time has a cap. */
  readonly timeNet?: Rational;
  /** What of `net` is for the start. Needed where a subscription includes starts. */
  readonly flatNet?: Rational;
};

/** What a plan adds to the cost, in the plan's basis and currency, in this order. */
export type Markup = {
  /** Of the cost. */
  readonly percentage: Rate;
  /** 10⁻⁶ of the currency per kWh of the CDR's total energy. */
  readonly perKwh: Micro;
  /** 10⁻⁶ of the currency, once. */
  readonly perSession: Micro;
  /** The most that time may cost in one session, charging and parking together, where the current is AC or DC. */
  readonly maxTimePrice?: { readonly ac: Micro; readonly dc: Micro };
  /** The most that one session may cost, and the least, before the discount. */
  readonly maxPrice?: Micro;
  readonly minPrice?: Micro;
  /** What a subscription takes off, last of all. */
  readonly discount?: Discount;
};

/** A part of the price that a subscription takes off. */
export type Discount = {
  readonly rate: Rate;
  /** Energy with its margin, all but parking that is passed on with its margin, or the whole price. */
  readonly on: "energy" | "all-but-parking" | "all";
};

/** The driver's price of one CDR, rounded once, in its basis, for each rate of VAT. */
export type RetailPrice = {
  readonly basis: Basis;
  readonly currency: string;
  readonly perRate: readonly VatAmount[];
  readonly netMinor: bigint;
  readonly vatMinor: bigint;
  readonly grossMinor: bigint;
  /** The exact total in `basis`, before the rounding; the lines add up to it. */
  readonly exact: Rational;
  readonly lines: readonly ExplanationLine[];
};

/** Why a driver's price can't be given. */
export type RetailRefusal =
  | { readonly code: "unpriceable"; readonly reason: Unpriceable }
  | { readonly code: "basis-mismatch" | "vat-unknown" | "no-exchange-rate" | "no-cost-parts" }
  | { readonly code: "unknown-currency"; readonly currency: string };

/** A price before it is rounded: exact parts by rate, in the basis. */
export type ExactRetail = {
  readonly exact: Rational;
  readonly parts: readonly { readonly vatRate: Rate; readonly exact: Rational }[];
  /** Minor units by part, where a price limit fixes their sum; else each part is rounded by itself. */
  readonly fixedMinor?: readonly bigint[];
  readonly lines: readonly ExplanationLine[];
};
