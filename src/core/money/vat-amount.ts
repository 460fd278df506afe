import { RATE_WHOLE, type Rate } from "./quantity";
import { divRound } from "./rounding";

/** Whether prices are agreed with VAT inside (consumers) or before it (businesses). */
export type PriceBasis = "gross" | "net";

/** What is owed at one rate of VAT, in minor units of one currency. net + vat = gross, always. */
export interface VatAmount {
  /** 10⁻⁴ %. */
  readonly vatRate: Rate;
  /** Why it has that VAT (UNCL 5305); absent: S, a rate. */
  readonly category?: "S" | "AE" | "O" | "Z";
  readonly netMinor: bigint;
  readonly vatMinor: bigint;
  readonly grossMinor: bigint;
}

/**
 * Completes an amount that was rounded once in its basis: VAT is extracted from a gross amount or added
 * to a net one, half away from zero.
 */
export function vatAmountOf(basis: PriceBasis, amountMinor: bigint, vatRate: Rate): VatAmount {
  const rate = BigInt(vatRate);
  const whole = BigInt(RATE_WHOLE);
  if (basis === "net") {
    const vatMinor = divRound(amountMinor * rate, whole, "half-away");
    return { vatRate, netMinor: amountMinor, vatMinor, grossMinor: amountMinor + vatMinor };
  }
  const vatMinor = divRound(amountMinor * rate, whole + rate, "half-away");
  return { vatRate, netMinor: amountMinor - vatMinor, vatMinor, grossMinor: amountMinor };
}

/** The sums over all rates. */
export function sumOf(perRate: readonly VatAmount[]): Omit<VatAmount, "vatRate" | "category"> {
  return {
    netMinor: perRate.reduce((sum, row) => sum + row.netMinor, 0n),
    vatMinor: perRate.reduce((sum, row) => sum + row.vatMinor, 0n),
    grossMinor: perRate.reduce((sum, row) => sum + row.grossMinor, 0n),
  };
}
