import type { Id } from "@/core/ids";
import type { DocumentReference } from "@/core/invoicing/document-parts";
import type { Period } from "@/core/time/period";
import type { InvoiceKind } from "@/db/schema/invoices";

/** Whom to invoice, for which period, and up to when (exclusive) what he was delivered is taken. */
export interface IssueOrder {
  readonly driverId: Id<"driver">;
  readonly kind: InvoiceKind;
  readonly period: Period;
  readonly until: Temporal.Instant;
  /** These items alone, and no charges; absent: everything that is open. */
  readonly itemIds?: readonly Id<"billItem">[];
  readonly references?: readonly DocumentReference[];
  readonly runId?: Id<"invoiceRun">;
}

/**
 * Why something open was not invoiced. too_small: less than a card can be charged. invoiced: the month has its invoice;
 * what came later waits for the next. not_owed: nothing to ask for, or he is owed. closed_credit: he is owed, and no
 * next invoice will come: a credit note has to pay it back.
 */
export type KeptReason = "too_small" | "invoiced" | "not_owed" | "closed_credit";

/** An invoice that was issued. */
export interface IssuedOne {
  readonly invoiceId: Id<"invoice">;
  readonly driverId: Id<"driver">;
  readonly currency: string;
  readonly totalMinor: bigint;
}

/** What stayed open, in which currency, and why. */
export interface KeptOne {
  readonly driverId: Id<"driver">;
  readonly currency: string;
  readonly totalMinor: bigint;
  readonly reason: KeptReason;
}

/** A driver whose invoices could not be made; nothing of his was changed. */
export interface FailedOne {
  readonly driverId: Id<"driver">;
  readonly error: Error;
}

/** What became of a batch of orders. */
export interface BatchOutcome {
  readonly issued: readonly IssuedOne[];
  readonly kept: readonly KeptOne[];
  readonly failed: readonly FailedOne[];
}
