import type {
  ChargeLine,
  DocumentBuyer,
  DocumentForm,
  DocumentHead,
  DocumentSums,
} from "./document-parts";

interface Receipt extends DocumentHead {
  readonly schema: "kvitt.receipt/1";
  readonly buyer: DocumentBuyer;
  /** When it was paid. Instant. */
  readonly paidAt: string;
}

/** The receipt of a charge that the wallet paid: an invoice that is paid already, with its VAT. */
export interface ChargeReceiptDocument extends Receipt, DocumentSums {
  readonly of: "charge";
  readonly form: DocumentForm;
  readonly planName: string;
  /** The day of the supply. */
  readonly suppliedOn: string;
  readonly lines: readonly ChargeLine[];
  readonly paidBy: "wallet";
  /** What charging later than at once came to, where it is known: minor units, 10⁻⁶ and g as in `Savings`. */
  readonly savings?: ReceiptSavings;
}

/** `Savings` as a document keeps them. */
export interface ReceiptSavings {
  readonly savedMinor: string | null;
  readonly savedCurrency: string | null;
  readonly marketSavedMicro: string | null;
  readonly marketCurrency: string | null;
  readonly carbonSavedG: number | null;
}

/**
 * The receipt of money put into a wallet. It is no invoice and has no VAT: where the credit will be used, and so whose
 * VAT falls due, is not known yet (multi-purpose voucher, CJEU C-68/23; 2006/112/EC art. 30b).
 */
export interface TopUpReceiptDocument extends Receipt {
  readonly of: "topup";
  readonly topupId: string;
  readonly currency: string;
  readonly totalMinor: string;
  /** What paid, as its reader knows it: "Visa •••• 4242"; null where it is not known. */
  readonly paidWith: string | null;
}

/** A receipt as issued. */
export type ReceiptDocument = ChargeReceiptDocument | TopUpReceiptDocument;
