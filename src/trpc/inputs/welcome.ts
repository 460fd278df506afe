import { z } from "zod";
import { parseVatNumber } from "@/core/invoicing/vat-number";
import { USE_BOUNDS } from "@/core/plans/example-month";
import { isPostalCode } from "@/core/sign-up/postal-code";
import { localeInput } from "./locale";

const line = z.string().trim().min(1).max(100);

/** Who somebody is. */
export const nameInput = z.object({ name: line });
export type NameInput = z.infer<typeof nameInput>;

const billTo = z.object({
  kind: z.enum(["consumer", "business"]),
  companyName: z.string().max(100),
  vatNumber: z.string().max(40),
  address: z.object({
    line1: line,
    line2: z.string().max(100),
    postalCode: line.max(16),
    city: line,
    country: z.string().length(2),
  }),
});
export type BillToForm = z.infer<typeof billTo>;

/** What a country's rules say of a form: told while it is filled in, and held to by the service again. */
function holdToRules(form: BillToForm, context: Pick<z.core.$RefinementCtx, "addIssue">): void {
  const { kind, companyName, vatNumber, address } = form;
  const refuse = (...path: string[]) =>
    context.addIssue({ code: "custom", path, message: "cannot be right" });
  if (!isPostalCode(address.country, address.postalCode)) refuse("address", "postalCode");
  if (kind === "consumer") return;
  if (companyName.trim() === "") refuse("companyName");
  if (vatNumber.trim() !== "" && !parseVatNumber(vatNumber).ok) refuse("vatNumber");
}

/** Where bills go and to whom, as forms hold it. */
export const billToInput = billTo.superRefine(holdToRules);

/** The words that were agreed to. */
export const acceptTermsInput = z.object({ termsVersionId: z.uuid() });

/** How somebody charges. */
export const useInput = z.object({
  kwhPerMonth: z.number().int().min(USE_BOUNDS.leastKwh).max(USE_BOUNDS.mostKwh),
  fastPercent: z.number().int().min(0).max(100),
});

/** The last press: a plan as it was shown, and the use that it was compared by. */
export const finishInput = localeInput.extend({
  planId: z.uuid(),
  planVersionId: z.uuid(),
  use: useInput,
});

/** An address to be used from now on, or to be invited. */
export const emailInput = z.object({ email: z.email().max(254) });
export type EmailInput = z.infer<typeof emailInput>;

export const inviteDriverInput = emailInput.extend({ locale: localeInput.shape.locale });
export type InviteDriverInput = z.infer<typeof inviteDriverInput>;

export const profileInput = billTo.extend(nameInput.shape).superRefine(holdToRules);
export type ProfileForm = z.infer<typeof profileInput>;
