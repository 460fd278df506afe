import type { DocumentHead, DocumentParty } from "./document-parts";

/** A CDR that we accepted and owe its operator for. */
export interface SettlementLine {
  readonly seq: number;
  /** Our id of it, and the operator's. */
  readonly cdrId: string;
  readonly cdrRef: string;
  readonly place: string;
  readonly city: string;
  /** Where it was delivered, ISO 3166-1 alpha-2. */
  readonly supplyCountry: string;
  readonly startedAt: string;
  readonly endedAt: string;
  readonly energyMicroKwh: string;
  /** What was accepted, before tax. */
  readonly netMinor: string;
}

/** The operator whom we owe. */
export type DocumentCreditor = DocumentParty & {
  /** Its OCPI party, "SE-NSL". */
  readonly party: string;
};

/**
 * The statement of what we owe an operator for a period: what its invoice should come to. No invoice: VAT is the
 * operator's to state. `seller` is we, who issue it.
 */
export interface SettlementDocument extends DocumentHead {
  readonly schema: "kvitt.settlement/1";
  readonly settlementId: string;
  readonly creditor: DocumentCreditor;
  readonly currency: string;
  readonly periodStart: string;
  readonly periodEnd: string;
  readonly lines: readonly SettlementLine[];
  readonly energyMicroKwh: string;
  /** Before tax. */
  readonly totalMinor: string;
  /** Who is to send the invoice. */
  readonly invoicedBy: "operator" | "self_billing";
}
