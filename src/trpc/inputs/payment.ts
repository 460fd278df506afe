import { z } from "zod";
import { localeInput } from "./locale";

export const paymentIdInput = z.object({ paymentId: z.uuid() });

export const invoiceIdInput = z.object({ invoiceId: z.uuid() });

export const methodIdInput = z.object({ methodId: z.uuid() });

/** Which way to pay is to be saved, and in which language its wording was read. */
export const methodSetupInput = localeInput.extend({
  method: z.enum(["card", "sepa_debit"]).default("card"),
  returnTo: z.enum(["/payment", "/welcome/pay"]).default("/payment"),
});

/** A payment link's signed part. */
export const payTokenInput = z.string().max(400);
