import { z } from "zod";

const id = z.uuid();
const text = z.string().trim().max(140);
const optional = text.transform((value) => (value === "" ? null : value));

/** Ids of ours that a page made for a deed, so that two clicks are one. */
export const deedInput = z.object({ id });

/** A month of an operator in one currency. */
export const settlementMonthInput = z.object({
  creditorId: id,
  currency: z.string().length(3),
  month: z.string().max(7),
});

/** What the preview showed, to be settled. */
export const settleInput = settlementMonthInput.extend({
  settlementId: id,
  expectedMinor: z.bigint(),
});

/** An operator's details, as its form has them: empty fields are unset. */
export const creditorInput = z.object({
  creditorId: id,
  name: text.min(1),
  vatNumber: optional,
  organisationNumber: optional,
  line1: text,
  postalCode: text,
  city: text,
  country: z.string().trim().toUpperCase().max(2),
  email: optional,
  iban: optional,
  bic: optional,
  paymentTermDays: z.coerce.number().int().min(0).max(365),
  selfBillingAgreedOn: z.union([z.iso.date(), z.literal("")]),
});

/** An operator's invoice as finance enters it: amounts as written, its CDRs as a file's text or a record over OCPI. */
export const partnerInvoiceInput = z.object({
  partnerInvoiceId: id,
  creditorId: id,
  number: text.min(1),
  currency: z.string().length(3),
  net: text,
  vat: text,
  issuedOn: z.iso.date(),
  dueOn: z.iso.date(),
  recordId: z.string().max(64),
  fileName: z.string().max(200),
  file: z.string().max(4_000_000),
});

/** Why an operator's invoice is not paid. */
export const disputeInput = z.object({ id, note: z.string().trim().min(1).max(500) });

/** Approved invoices to be paid on a day. */
export const paymentFileInput = z.object({
  paymentFileId: id,
  partnerInvoiceIds: z.array(id).min(1).max(500),
  executeOn: z.iso.date(),
});
