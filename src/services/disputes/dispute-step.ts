import type { InferSelectModel } from "drizzle-orm";

import type { disputes } from "@/db/schema/treasury";
import type { PaymentRow } from "@/services/payments/payment-rows";
import type { DisputeObservation } from "./dispute-observation";

/** A dispute as it is kept. */
export type DisputeRow = InferSelectModel<typeof disputes>;

/** What a step of a dispute needs: its payment, locked; its row as it was; and what was seen now. */
export interface DisputeStep {
  readonly payment: PaymentRow;
  readonly before: DisputeRow;
  readonly seen: DisputeObservation;
}
