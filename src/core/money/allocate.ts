import { invariant } from "@/core/invariant";

/**
 * Splits `total` (minor units, any sign) in proportion to `weights` (none negative) so that the
 * parts add up to it exactly. By largest remainder: every part is its exact share rounded towards
 * zero, and the units left over go to the largest remainders, then the largest weights, then the
 * first in order. Weights that are all zero share equally. `weights` must not be empty.
 */
export function allocate(total: bigint, weights: readonly bigint[]): bigint[] {
  invariant(weights.length > 0, "nothing to allocate to");
  invariant(
    weights.every((weight) => weight >= 0n),
    "a weight is negative",
  );
  const given = weights.reduce((sum, weight) => sum + weight, 0n);
  const shares = given === 0n ? weights.map(() => 1n) : weights;
  const whole = given === 0n ? BigInt(weights.length) : given;
  const size = total < 0n ? -total : total;
  const parts = shares.map((share) => (size * share) / whole);
  let left = size - parts.reduce((sum, part) => sum + part, 0n);
  const order = shares
    .map((share, index) => ({ index, share, remainder: (size * share) % whole }))
    .toSorted(
      (a, b) =>
        descending(a.remainder, b.remainder) || descending(a.share, b.share) || a.index - b.index,
    );
  for (const { index } of order) {
    if (left === 0n) break;
    parts[index] = (parts[index] ?? 0n) + 1n;
    left -= 1n;
  }
  return total < 0n ? parts.map((part) => -part) : parts;
}

function descending(a: bigint, b: bigint): number {
  return a === b ? 0 : a > b ? -1 : 1;
}
