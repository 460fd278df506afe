/** What Stripe's balance did for a dispute. */
export interface ObservedMovement {
  /** Stripe's `txn_…`. */
  readonly balanceTransactionId: string;
  /** Below zero: taken from us. Minor units. */
  readonly amountMinor: bigint;
  readonly feeMinor: bigint;
  readonly currency: string;
  readonly movedAt: Temporal.Instant;
}

/** What was read of a dispute at Stripe, in our words. */
export interface DisputeObservation {
  readonly stripeDisputeId: string;
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly reason: string;
  /** Stripe's word, kept whatever it is. */
  readonly status: string;
  readonly evidenceDueAt: Temporal.Instant | null;
  readonly openedAt: Temporal.Instant;
  /** Of a direct debit: its bank took it back, and nobody is asked. */
  readonly isDebit: boolean;
  readonly movements: readonly ObservedMovement[];
}

/** What it came to, by Stripe's status; null while it is open, and for a status that we do not know. */
export function outcomeOf(status: string): "won" | "lost" | null {
  return status === "won" || status === "lost" ? status : null;
}

/** What is taken from us at this moment, and whether anything ever was. */
export function fundsOf(movements: readonly ObservedMovement[]): {
  readonly takenMinor: bigint;
  readonly funds: "none" | "withdrawn" | "reinstated";
} {
  const takenMinor = -movements.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
  if (movements.length === 0) return { takenMinor, funds: "none" };
  return { takenMinor, funds: takenMinor > 0n ? "withdrawn" : "reinstated" };
}
