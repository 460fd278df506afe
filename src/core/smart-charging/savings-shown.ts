import type { Money } from "@/core/money/money";

/** What charging later than at once came to. Each part null where it is not known; below zero: it cost, or emitted, more. */
export interface Savings {
  /** By the driver's price, VAT included. */
  readonly saved: Money | null;
  /** On the market, before taxes and grid fees: 10⁻⁶ of the currency. */
  readonly market: { readonly savedMicro: bigint; readonly currency: string } | null;
  /** g CO₂e. */
  readonly carbonSavedG: number | null;
}
