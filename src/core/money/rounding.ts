import { invariant } from "@/core/invariant";

/**
 * How a division that does not come out even ends:
 * - `half-away`: to nearest, ties away from zero (our rule for what people owe)
 * - `half-even`: to nearest, ties to the even neighbour
 * - `up`: away from zero; `down`: towards zero
 * - `ceil`: towards +∞; `floor`: towards −∞
 */
export type RoundingMode = "half-away" | "half-even" | "up" | "down" | "ceil" | "floor";

/** `numerator / denominator` as an integer, rounded by `mode`. The denominator must not be 0. */
export function divRound(numerator: bigint, denominator: bigint, mode: RoundingMode): bigint {
  invariant(denominator !== 0n, "division by zero");
  const quotient = numerator / denominator;
  const remainder = numerator % denominator;
  if (remainder === 0n) return quotient;
  const isNegative = numerator < 0n !== denominator < 0n;
  const half = compareToHalf(remainder, denominator);
  const isOdd = quotient % 2n !== 0n;
  return movesAway(mode, half, isOdd, isNegative) ? quotient + (isNegative ? -1n : 1n) : quotient;
}

function movesAway(mode: RoundingMode, half: number, isOdd: boolean, isNegative: boolean): boolean {
  switch (mode) {
    case "up":
      return true;
    case "down":
      return false;
    case "ceil":
      return !isNegative;
    case "floor":
      return isNegative;
    case "half-away":
      return half >= 0;
    case "half-even":
      return half > 0 || (half === 0 && isOdd);
  }
}

function compareToHalf(remainder: bigint, denominator: bigint): number {
  const twice = 2n * (remainder < 0n ? -remainder : remainder);
  const whole = denominator < 0n ? -denominator : denominator;
  return twice === whole ? 0 : twice > whole ? 1 : -1;
}
