/**
 * Names of the nouns that carry an id of ours. OCPI ids are never primary keys.
 */
export type IdNoun =
  | "account"
  | "approval"
  | "auditEvent"
  | "bankLine"
  | "bankStatement"
  | "billItem"
  | "case"
  | "cdr"
  | "cdrRating"
  | "charge"
  | "creditNote"
  | "creditor"
  | "dispute"
  | "document"
  | "driver"
  | "dunningCase"
  | "evse"
  | "exportBatch"
  | "invoice"
  | "invoiceLine"
  | "invoiceRun"
  | "journal"
  | "legalEntity"
  | "location"
  | "member"
  | "message"
  | "notification"
  | "partner"
  | "partnerInvoice"
  | "payment"
  | "paymentFile"
  | "paymentMethod"
  | "plan"
  | "planVersion"
  | "refund"
  | "session"
  | "settlement"
  | "site"
  | "siteNode"
  | "sitePlan"
  | "subscription"
  | "subscriptionPeriod"
  | "tariff"
  | "tariffVersion"
  | "tenant"
  | "token"
  | "topup"
  | "user"
  | "vehicle"
  | "walletHold"
  | "walletLot"
  | "other";

/** A uuidv7 of ours, branded by its noun so that a driver's id cannot stand where an invoice's belongs. */
export type Id<N extends IdNoun = IdNoun> = string & { readonly __id: N };

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** True when the text has the shape of an id of ours (lower-case uuid). */
export function isId(text: string): boolean {
  return UUID.test(text);
}

/** Brands a text known to be an id (from our own database or already parsed at a border). */
export function asId<N extends IdNoun>(text: string): Id<N> {
  return text as Id<N>;
}
