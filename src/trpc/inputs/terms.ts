import { z } from "zod";
import { choiceField } from "./address";

export const termsKinds = ["terms", "privacy"] as const;
export type TermsKindName = (typeof termsKinds)[number];

export const termsKindInput = z.object({ kind: z.enum(termsKinds) });

/** A version as an address names it. */
export const termsVersionField = z.coerce
  .number()
  .int()
  .min(1)
  .max(10_000)
  .optional()
  .catch(undefined);

/** Which text an address means. */
export const termsKindField = choiceField(termsKinds);

const text = z.object({ title: z.string().max(200), body: z.string().max(60_000) });

/** A new version as its form holds it; the day is one of the tenant's wall clock. */
export const newTermsInput = z.object({
  kind: z.enum(termsKinds),
  validFrom: z.iso.date(),
  texts: z.object({ sv: text, en: text, de: text }),
});
export type NewTermsForm = z.infer<typeof newTermsInput>;
