import type { Outcome } from "@/core/outcome";
import type { MessageVerdict } from "./store-message";

/** A change as it applies to what is held: the changed object, or why it cannot be. Pure. */
export type Merge<T> = (
  held: T,
) => Outcome<{ readonly value: T; readonly notes: readonly string[] }, readonly string[]>;

/** What became of a change. `unknown`: there is nothing to change. */
export type PatchReceipt = { readonly outcome: "updated" } | NoChange;

/** Why nothing was changed. */
export type NoChange =
  | { readonly outcome: "stale" | "unknown" }
  | { readonly outcome: "rejected"; readonly reasons: readonly string[] };

/** How a change is logged; `unknownStatus` is what an unknown object is in OCPI. */
export function patchVerdict(receipt: PatchReceipt, unknownStatus = 2000): MessageVerdict {
  switch (receipt.outcome) {
    case "updated":
      return { outcome: "accepted", httpStatus: 200, ocpiStatus: 1000 };
    case "stale": {
      const reasons = ["older than what is held: ignored"];
      return { outcome: "accepted", httpStatus: 200, ocpiStatus: 1000, reasons };
    }
    case "unknown": {
      const reasons = ["not known here"];
      return { outcome: "rejected", httpStatus: 404, ocpiStatus: unknownStatus, reasons };
    }
    case "rejected": {
      const { reasons } = receipt;
      return { outcome: "rejected", httpStatus: 200, ocpiStatus: 2001, reasons };
    }
  }
}
