/** What energy costs and emits in one slot of a span. */
export interface MarketSlot {
  /** 10⁻⁶ of the currency per kWh, without grid fees and taxes; may be below zero. null: nothing is known of it. */
  readonly priceMicro: bigint | null;
  /** 10⁻⁶ g CO₂e per kWh. null: nothing is known of it. */
  readonly carbonMicro: bigint | null;
  /** False: a forecast (or null). */
  readonly isPriceKnown: boolean;
  readonly isCarbonKnown: boolean;
}

/** A bidding zone over a span: one entry for each of its slots. */
export interface MarketSlots {
  readonly zone: string;
  /** Of the prices; null where the zone has none. */
  readonly currency: string | null;
  readonly slots: readonly MarketSlot[];
}
