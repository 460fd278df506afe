import type { ObservedState } from "./payment-state";

/** What was read of a PaymentIntent at Stripe, in our words; absent where nothing could be read. */
export interface PaymentObservation {
  readonly state: ObservedState;
  readonly paymentIntentId?: string;
  readonly chargeId?: string | null;
  readonly amountMinor?: bigint;
  readonly currency?: string;
  readonly succeededAt?: Temporal.Instant;
  readonly failure?: {
    readonly code: string;
    readonly declineCode: string | null;
    readonly message: string;
  };
  readonly nextActionUrl?: string | null;
  readonly fee?: {
    readonly balanceTransactionId: string;
    readonly currency: string;
    readonly feeMinor: bigint;
    readonly createdAt: Temporal.Instant;
  };
}
