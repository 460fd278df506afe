import type { Id } from "@/core/ids";
import type { PaymentSubject } from "./payment-subject";

/** What a payment asks Stripe for, made before the call; the edge turns it into parameters. */
export interface PaymentOrder {
  readonly paymentId: Id<"payment">;
  readonly subject: PaymentSubject;
  /** The invoice's number, or empty for a top-up. */
  readonly reference: string;
  readonly attempt: number;
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly usage: "recurring" | "unscheduled";
  readonly customerId: string;
  /** Stripe's id of the saved method, and its type there. */
  readonly paymentMethodId: string;
  readonly methodType: string;
}
