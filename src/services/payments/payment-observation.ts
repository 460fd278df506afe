import type { ObservedState } from "./payment-state";

/** Why an attempt did not go through, in Stripe's and the card network's codes. */
export interface PaymentFailure {
  readonly code: string;
  readonly declineCode: string | null;
  /** Stripe's advice: try_again_later, do_not_try_again, confirm_card_data, or one that is new. */
  readonly adviceCode?: string | null;
  /** The network's own code of the decline ("51", "AM04"). */
  readonly networkDeclineCode?: string | null;
  readonly message: string;
}

/** What was read of a PaymentIntent at Stripe, in our words; absent where nothing could be read. */
export interface PaymentObservation {
  readonly state: ObservedState;
  readonly paymentIntentId?: string;
  readonly chargeId?: string | null;
  readonly amountMinor?: bigint;
  readonly currency?: string;
  readonly succeededAt?: Temporal.Instant;
  readonly failure?: PaymentFailure;
  /** The fingerprint of the card or account that was charged. */
  readonly fingerprint?: string | null;
  /** With canceled: the request never reached Stripe, so that the invoice is to be tried anew. */
  readonly neverArrived?: boolean;
  readonly nextActionUrl?: string | null;
  readonly fee?: {
    readonly balanceTransactionId: string;
    readonly currency: string;
    readonly feeMinor: bigint;
    readonly createdAt: Temporal.Instant;
  };
}
