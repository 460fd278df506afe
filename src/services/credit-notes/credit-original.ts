import type { CreditableLine } from "@/core/credits/creditable-line";
import type { Id } from "@/core/ids";
import type { DocumentLine } from "@/core/invoicing/document-parts";
import type { InvoiceDocument } from "@/core/invoicing/invoice-document";
import type { TaxedAmount } from "@/core/invoicing/totals";
import type { ChargeReceiptDocument } from "@/core/invoicing/receipt-document";
import type { RevenueKind } from "@/core/ledger/account";
import type { PriceBasis } from "@/core/money/vat-amount";
import type { CreditSource } from "./credit-order";

/** A line of the document that is taken back. */
export interface OriginalLine extends CreditableLine {
  readonly chargeId: Id<"charge"> | null;
  readonly billItemId: Id<"billItem"> | null;
  readonly supplyCountry: string;
  readonly revenue: RevenueKind;
  /** What was asked for it. */
  readonly asked: readonly TaxedAmount[];
  readonly line: DocumentLine;
}

/** A correction that waits for its credit note. */
export interface DueCorrection {
  readonly id: Id<"other">;
  readonly chargeId: Id<"charge">;
  readonly amounts: readonly TaxedAmount[];
}

/** A payment of the original that can still be refunded by the rail. */
export interface RefundablePayment {
  readonly id: Id<"payment">;
  readonly leftMinor: bigint;
}

/** The document that is taken back, with what stands against it at this moment. */
export interface CreditOriginal {
  readonly source: CreditSource;
  readonly driverId: Id<"driver">;
  readonly legalEntityId: Id<"legalEntity">;
  readonly documentId: Id<"document">;
  readonly document: InvoiceDocument | ChargeReceiptDocument;
  readonly basis: PriceBasis;
  readonly currency: string;
  readonly lines: readonly OriginalLine[];
  readonly corrections: readonly DueCorrection[];
  readonly roundingLeftMinor: bigint;
  readonly openMinor: bigint;
  readonly writtenOffMinor: bigint;
  /** What was paid and not given back yet: nothing above it goes to the wallet, a card or an account. */
  readonly paidLeftMinor: bigint;
  /** Newest first. */
  readonly refundable: readonly RefundablePayment[];
  /** An attempt to collect it that is out of our hands: minor units, or null. */
  readonly collectingMinor: bigint | null;
}
