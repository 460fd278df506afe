/** A price in 10⁻⁶ to two places: an all-in price of a kWh is there to compare by. */
export function cents(micro: bigint): bigint {
  return ((micro + 5_000n) / 10_000n) * 10_000n;
}
