import type { Id } from "@/core/ids";
import { leastCredit } from "./least-credit";

/** A charge, a day or a month on the driver's wall clock. */
export type LimitSpan = "charge" | "day" | "month";

/** A limit with what of it is used: booked charges of the span, and what runs. Minor units. */
export interface UsedLimit {
  readonly id: Id<"other">;
  readonly span: LimitSpan;
  /** Null: all the driver's tokens, or a member's. */
  readonly tokenId: Id<"token"> | null;
  /** Set: all tokens that this member of the account holds, and no others. */
  readonly member?: { readonly id: Id<"member">; readonly tokenIds: readonly Id<"token">[] } | null;
  readonly currency: string;
  readonly amountMinor: bigint;
  readonly usedMinor: bigint;
  readonly setBy: "driver" | "finance";
}

/** Which limit keeps a charge from starting. */
export interface LimitReached {
  readonly limit: UsedLimit;
  /** What is left of it, never below zero. */
  readonly leftMinor: bigint;
  /** What the charge is estimated to cost; null where that is not known. */
  readonly expectedMinor: bigint | null;
}

/**
 * Whether a charge may start under the driver's limits; the first that it may not is the answer, the narrowest span
 * first. A limit for each charge must cover what this one is estimated to cost. One for a day or a month must have
 * left what the charge costs or the currency's least credit, whichever is less: a charge that has begun is never cut off.
 * Limits in other currencies than the charge's say nothing.
 */
export function findReachedLimit(
  limits: readonly UsedLimit[],
  charge: {
    readonly tokenId: Id<"token">;
    /** Null: not known yet; limits of every currency are asked then. */
    readonly currency: string | null;
    readonly expectedMinor: bigint | null;
  },
): LimitReached | null {
  const { tokenId, currency, expectedMinor } = charge;
  const asked = limits
    .filter((limit) => limit.tokenId === null || limit.tokenId === tokenId)
    .filter(({ member }) => !member || member.tokenIds.includes(tokenId))
    .filter((limit) => currency === null || limit.currency === currency)
    .toSorted((a, b) => ORDER[a.span] - ORDER[b.span]);
  for (const limit of asked) {
    const left = limit.amountMinor - limit.usedMinor;
    if (left >= needed(limit, expectedMinor)) continue;
    return { limit, leftMinor: left > 0n ? left : 0n, expectedMinor };
  }
  return null;
}

const ORDER: Readonly<Record<LimitSpan, number>> = { charge: 0, day: 1, month: 2 };

/** At least one minor unit, so that a limit of nothing allows nothing. */
function needed({ span, currency }: UsedLimit, expectedMinor: bigint | null): bigint {
  if (span === "charge") return atLeastOne(expectedMinor ?? 1n);
  const least = leastCredit(currency);
  return atLeastOne(expectedMinor !== null && expectedMinor < least ? expectedMinor : least);
}

function atLeastOne(amountMinor: bigint): bigint {
  return amountMinor > 1n ? amountMinor : 1n;
}
