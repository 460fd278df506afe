import type { CreditSelection } from "@/core/credits/credit-lines";
import type { CreditTarget } from "@/core/credits/share-credit";
import type { Id } from "@/core/ids";
import type { CreditNoteCause } from "@/core/invoicing/credit-note-document";

/** What is taken back: an invoice, or a charge that the wallet paid (its receipt). */
export type CreditSource =
  | { readonly of: "invoice"; readonly invoiceId: Id<"invoice"> }
  | { readonly of: "charge"; readonly chargeId: Id<"charge"> };

/** How much of it: what a person chose, or what corrections that are due ask for. */
export type CreditAmount =
  | { readonly of: "selection"; readonly selection: CreditSelection }
  | { readonly of: "corrections"; readonly ids: readonly Id<"other">[] };

/** A credit note that is asked for. */
export interface CreditOrder {
  readonly source: CreditSource;
  readonly amount: CreditAmount;
  readonly target: CreditTarget;
}

/** A credit note that is to be made, with why. */
export interface CreditRequest extends CreditOrder {
  /** Made by whoever asks, so that a second click is the same credit note. */
  readonly id: Id<"creditNote">;
  readonly cause: CreditNoteCause;
  /** For the driver, in words. */
  readonly reason: string;
  /** What the preview showed: nothing is issued when it comes to something else now. */
  readonly totalMinor: bigint;
}

/** Where the money goes: what the wallet paid goes back into it. */
export function targetOf({ source, target }: CreditOrder): CreditTarget {
  return source.of === "charge" ? "wallet" : target;
}
