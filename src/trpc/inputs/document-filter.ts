import { z } from "zod";
import { choiceField, pageField, textField } from "./address";

/** Kinds of documents that finance may look for. */
export const documentKinds = [
  "invoice",
  "credit_note",
  "receipt",
  "reminder",
  "statement",
  "settlement",
  "self_billing",
] as const;

/** What finance looks for among issued documents, as it stands in the address. */
export const documentFilterInput = z.object({
  kind: choiceField(documentKinds),
  year: z.coerce.number().int().min(2000).max(2200).optional().catch(undefined),
  driverId: z.uuid().optional().catch(undefined),
  text: textField,
  page: pageField,
});

/** A VAT number to be asked for. */
export const vatNumberInput = z.object({ vatNumber: z.string().trim().min(4).max(20) });

/** What finance saw of a VAT number. */
export const vatCheckInput = vatNumberInput.extend({
  isValid: z.enum(["yes", "no"]),
  seen: z.string().trim().min(3).max(300),
  consultation: z.string().trim().max(60),
});
