import { invariant } from "@/core/invariant";
import { divRound } from "@/core/money/rounding";
import type { Period } from "@/core/time/period";

/** Whole seconds; a subscription begins and changes on whole seconds only. */
export function secondsOf({ start, end }: Period): bigint {
  const ms = BigInt(end.epochMilliseconds - start.epochMilliseconds);
  invariant(ms % 1000n === 0n, "a period of a subscription is not in whole seconds");
  return ms / 1000n;
}

/**
 * What of `amount` (any integer unit) falls on `part` of `whole`, by the second that really passes: a day on which the
 * clock is put back counts 25 hours. Half away from zero, each amount alone.
 */
export function prorate(amount: bigint, part: Period, whole: Period): bigint {
  return divRound(amount * secondsOf(part), secondsOf(whole), "half-away");
}
