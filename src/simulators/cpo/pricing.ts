import type { MeteredPeriod } from "./charging-periods";
import type { Price, PriceComponent, Tariff, TariffDimension } from "./ocpi-objects";
import { componentAt } from "./tariff-choice";

/**
 * Exact amounts of money over one denominator in which nothing divides: prices in 10⁻⁴ of the currency, over 36 000
 * (1 Wh is 36 of them, 1 s is 10, a flat fee all of them), times VAT in 10⁻⁴.
 */
const DENOMINATOR = 10_000n * 36_000n * 10_000n;

export interface ExactPrice {
  exclVat: bigint;
  inclVat: bigint;
}

export interface PricedCharge {
  total: ExactPrice;
  /** Null where nothing of that dimension had a price. */
  byDimension: Record<TariffDimension, ExactPrice | null>;
}

/**
 * How a claim strays from the tariff: `rounded-periods` rounds each period's amounts to cents, `stepped-periods` rounds
 * each period up to a whole step, `vat-twice` states the amount with VAT as the net one and adds VAT again.
 */
export type Misreading = "rounded-periods" | "stepped-periods" | "vat-twice";

interface Line {
  dimension: TariffDimension;
  component: PriceComponent;
  /** Wh, seconds, or 1 for a flat fee. */
  quantity: bigint;
}

const SHARES: Record<TariffDimension, bigint> = {
  ENERGY: 36n,
  FLAT: 36_000n,
  PARKING_TIME: 10n,
  TIME: 10n,
};

/** A decimal with at most four places as a whole number of ten-thousandths. */
function tenThousandths(decimal: number): bigint {
  return BigInt(decimal.toFixed(4).replace(".", ""));
}

function linesOf(periods: MeteredPeriod[], tariff: Tariff, timeZone: string): Line[] {
  const lines: Line[] = [];
  for (const period of periods) {
    const seconds = BigInt(period.endS - period.startS);
    const moment = { atS: period.startS, offsetS: period.offsets.fromS };
    const volumes: [TariffDimension, bigint][] = [
      ["ENERGY", BigInt(period.energyWh)],
      ["TIME", period.isCharging ? seconds : 0n],
      ["PARKING_TIME", period.isCharging ? 0n : seconds],
      ["FLAT", lines.some(({ dimension }) => dimension === "FLAT") ? 0n : 1n],
    ];
    for (const [dimension, quantity] of volumes) {
      if (quantity === 0n) continue;
      const component = componentAt(tariff, dimension, moment, timeZone);
      if (component !== null) lines.push({ dimension, component, quantity });
    }
  }
  return lines;
}

/** The wrong way: each period up to a whole step. */
function roundEachUpToStep(lines: Line[]): void {
  for (const line of lines) {
    const step = BigInt(line.component.step_size);
    line.quantity = ((line.quantity + step - 1n) / step) * step;
  }
}

/** Rounds the session's total up to a whole step; the surplus is paid at the last line's price (mod_cdrs, step_size). */
function roundUpToStep(lines: Line[], dimension: TariffDimension): void {
  const own = lines.filter((line) => line.dimension === dimension);
  const last = own.at(-1);
  if (last === undefined) return;
  const step = BigInt(last.component.step_size);
  const total = own.reduce((wh, line) => wh + line.quantity, 0n);
  last.quantity += ((total + step - 1n) / step) * step - total;
}

/** Half up, to two decimals. */
function inCents(exact: bigint): bigint {
  const cent = DENOMINATOR / 100n;
  return ((2n * exact + cent) / (2n * cent)) * cent;
}

function addUp(lines: Line[], misreading: Misreading | undefined): ExactPrice {
  const kept = misreading === "rounded-periods" ? inCents : (exact: bigint) => exact;
  let exclVat = 0n;
  let inclVat = 0n;
  for (const { dimension, component, quantity } of lines) {
    const base = quantity * tenThousandths(component.price) * SHARES[dimension];
    const factor = 10_000n + tenThousandths(component.vat) / 100n;
    const [net, gross] = [base * 10_000n, base * factor];
    exclVat += kept(misreading === "vat-twice" ? gross : net);
    inclVat += kept(misreading === "vat-twice" ? (gross * factor) / 10_000n : gross);
  }
  return { exclVat, inclVat };
}

/** What the tariff asks for these periods, exact, or misread on purpose. Time and parking share one rounding: parking's if any is priced. */
export function priceCharge(
  periods: MeteredPeriod[],
  tariff: Tariff,
  timeZone: string,
  misreading?: Misreading,
): PricedCharge {
  const lines = linesOf(periods, tariff, timeZone);
  if (misreading === "stepped-periods") roundEachUpToStep(lines);
  roundUpToStep(lines, "ENERGY");
  const hasParking = lines.some(({ dimension }) => dimension === "PARKING_TIME");
  roundUpToStep(lines, hasParking ? "PARKING_TIME" : "TIME");
  const priceOf = (dimension: TariffDimension): ExactPrice | null => {
    const own = lines.filter((line) => line.dimension === dimension);
    return own.length === 0 ? null : addUp(own, misreading);
  };
  return {
    total: addUp(lines, misreading),
    byDimension: {
      ENERGY: priceOf("ENERGY"),
      FLAT: priceOf("FLAT"),
      PARKING_TIME: priceOf("PARKING_TIME"),
      TIME: priceOf("TIME"),
    },
  };
}

function toHundredths(exact: bigint): number {
  return Number((exact * 200n + DENOMINATOR) / (2n * DENOMINATOR)) / 100;
}

/** Rounds once, half up, to two decimals; net and gross each from their exact figure. */
export function toPrice(exact: ExactPrice): Price {
  return { excl_vat: toHundredths(exact.exclVat), incl_vat: toHundredths(exact.inclVat) };
}

/** A wrong claim on purpose: the right figure plus a net surcharge, taxed at the same rate. */
export function overcharge(
  exact: ExactPrice,
  netSurcharge: number,
  vatPercent: number,
): ExactPrice {
  const base = tenThousandths(netSurcharge) * SHARES.FLAT;
  return {
    exclVat: exact.exclVat + base * 10_000n,
    inclVat: exact.inclVat + base * (10_000n + tenThousandths(vatPercent) / 100n),
  };
}
