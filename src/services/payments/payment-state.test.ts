import fc from "fast-check";
import { describe, expect, it } from "vitest";

import type { PaymentState } from "@/db/schema/payments";
import { isTerminal, nextPaymentState, type ObservedState } from "./payment-state";

const observed = fc.constantFrom<ObservedState>(
  "requires_action",
  "processing",
  "unknown",
  "succeeded",
  "failed",
  "canceled",
);

describe("a payment's states", () => {
  it("never leave the end they reached, whatever comes late or twice", () => {
    fc.assert(
      fc.property(fc.array(observed, { maxLength: 12 }), (seen) => {
        let state: PaymentState = "submitted";
        let ended: PaymentState | null = null;
        for (const one of seen) {
          state = nextPaymentState(state, one);
          if (ended) expect(state).toBe(ended);
          if (isTerminal(state)) ended = state;
        }
      }),
    );
  });

  it("do not forget what Stripe said when a later call gives no answer", () => {
    expect(nextPaymentState("processing", "unknown")).toBe("processing");
    expect(nextPaymentState("submitted", "unknown")).toBe("unknown");
    expect(nextPaymentState("unknown", "succeeded")).toBe("succeeded");
  });
});
