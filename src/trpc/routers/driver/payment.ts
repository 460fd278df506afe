import { asId } from "@/core/ids";
import { readSavedCard } from "@/services/drivers/read-saved-card";
import { retryPayment } from "@/services/payments/retry-payment";
import { cardSetupAddress, paymentApprovalAddress } from "@/stripe/redirect-addresses";
import { cardConsent } from "@/trpc/card-consent";
import { driverProcedure, router } from "@/trpc/init";
import { localeInput } from "@/trpc/inputs/locale";
import { invoiceIdInput, paymentIdInput } from "@/trpc/inputs/payment";

/** How the driver pays. */
export const paymentRouter = router({
  read: driverProcedure.query(async ({ ctx }) => ({
    card: await readSavedCard(ctx.ctx),
    consent: cardConsent.text,
  })),
  /** The driver agreed to the wording; answers where the card is entered. */
  startCardSetup: driverProcedure.input(localeInput).mutation(async ({ ctx, input }) => {
    const { version, text } = cardConsent;
    const consent = { version, text: text[input.locale], locale: input.locale, ip: ctx.address };
    return { url: await cardSetupAddress(ctx.ctx, { consent, returnTo: "/payment" }) };
  }),
  /** Answers where a payment is approved; null when it went through without. */
  approve: driverProcedure.input(paymentIdInput).mutation(async ({ ctx, input }) => ({
    url: await paymentApprovalAddress(ctx.ctx, asId<"payment">(input.paymentId)),
  })),
  /** Tries the saved card again for an invoice whose payment failed. */
  retry: driverProcedure.input(invoiceIdInput).mutation(async ({ ctx, input }) => {
    await retryPayment(ctx.ctx, { invoiceId: asId<"invoice">(input.invoiceId) });
  }),
});
