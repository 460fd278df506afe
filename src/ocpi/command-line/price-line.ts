import type { Rational } from "@/core/money/quantity";
import { formatMicro, formatRational } from "@/core/money/quantity";
import { priceCdr } from "@/core/rating/price-cdr";
import {
  AMOUNT_SCALE,
  HOUR_UNITS,
  type PricedCdr,
  type PricedLine,
  type RatingNote,
  type Unpriceable,
} from "@/core/rating/priced-cdr";
import { netOf } from "@/core/rating/totals";
import { type CaseFault, readCase } from "./read-case";

/** One priced volume. Decimals are text; `quantity` is in kWh, hours or sessions, step included. */
export type LineOut = {
  readonly dimension: string;
  readonly quantity: string;
  readonly unit: "kWh" | "h" | "session";
  readonly price: string;
  /** Before taxes where that is known, else with them (`tax_included`); before price limits. */
  readonly amount: string;
  readonly tax_included?: true;
  /** Index of the element in its tariff, of the tariff in the list, and of the period in the CDR. */
  readonly element: number;
  readonly tariff: number;
  readonly period: number;
};

/** What goes out for one line: a price, or why there is none. */
export type PriceOut =
  | {
      readonly id: string | null;
      /** `null`: the tariff does not tell. */
      readonly excl_tax: string | null;
      readonly incl_tax: string | null;
      readonly currency: string;
      readonly lines: readonly LineOut[];
      readonly notes: readonly string[];
    }
  | ErrorOut;

/** Why a line has no price: a code (`no-time-zone`, `malformed-cdr`), and more where there is more to say. */
export type ErrorOut = {
  readonly id: string | null;
  readonly error: string;
  readonly detail?: string;
};

// Twelve places: a repeating fraction (a gross price taken back to net) is cut there, others are exact.
const PLACES = 12;

/** Prices one line of input. Never throws. */
export function priceLine(line: Uint8Array): PriceOut {
  const read = readCase(line);
  if (!read.ok) return faultOut(read.reason);
  const { id, input, notes } = read.value;
  const priced = priceCdr(input);
  return priced.ok ? priceOut(id, priced.value, notes) : unpriceableOut(id, priced.reason);
}

/** A fault of a line as it goes out. */
export function faultOut({ id, code, detail }: CaseFault): ErrorOut {
  return { id, error: code, detail };
}

/** Why a CDR has no price, as it goes out. */
export function unpriceableOut(id: string | null, { code, ...facts }: Unpriceable): ErrorOut {
  const detail = Object.entries(facts).map(([name, value]) => `${name} ${String(value)}`);
  return { id, error: code, ...(detail.length > 0 && { detail: detail.join(", ") }) };
}

/** A price as it goes out. */
export function priceOut(
  id: string | null,
  priced: PricedCdr,
  notes: readonly string[],
): Exclude<PriceOut, ErrorOut> {
  return {
    id,
    excl_tax: decimal(priced.net),
    incl_tax: decimal(priced.gross),
    currency: priced.currency,
    lines: priced.lines.map(lineOut),
    notes: [
      ...notes,
      ...priced.notes.map(noteOut),
      ...priced.limits.map(({ kind }) => `${kind}-price`),
    ],
  };
}

/** A fraction as text, `null` where it is not known. */
function decimal(value: Rational | null): string | null {
  return value && formatRational(value, PLACES);
}

function lineOut(line: PricedLine): LineOut {
  const own = { n: line.amount, d: AMOUNT_SCALE };
  const net = netOf(own, line.basis, line.tax);
  return {
    dimension: dimensionOf(line),
    ...quantityOf(line),
    price: formatMicro(line.price),
    amount: formatRational(net ?? own, PLACES),
    ...(net === null && { tax_included: true }),
    element: line.elementIndex,
    tariff: line.tariffIndex,
    period: line.periodIndex,
  };
}

function dimensionOf({ phase, dimension }: PricedLine): string {
  if (phase === "charging") return dimension;
  return dimension === "TIME" ? "RESERVATION_TIME" : `RESERVATION_${dimension}`;
}

function quantityOf({ dimension, quantity }: PricedLine): Pick<LineOut, "quantity" | "unit"> {
  switch (dimension) {
    case "ENERGY":
      return { quantity: formatMicro(quantity), unit: "kWh" };
    case "FLAT":
      return { quantity: quantity.toString(), unit: "session" };
    case "TIME":
    case "PARKING_TIME":
      return { quantity: formatRational({ n: quantity, d: HOUR_UNITS }, PLACES), unit: "h" };
  }
}

function noteOut({ code, ...facts }: RatingNote): string {
  const values = Object.entries(facts).filter(([, value]) => typeof value !== "bigint");
  return [code, ...values.map(([name, value]) => `${name}=${String(value)}`)].join(" ");
}
