import { asId } from "@/core/ids";
import { readInvoiceStanding } from "@/services/payments/invoice-standing";
import { readOwnMethods } from "@/services/payments/own-methods";
import { requireOwnInvoice } from "@/services/payments/require-own-invoice";
import { retryPayment } from "@/services/payments/retry-payment";
import { makeDefaultMethod } from "@/services/payments/store-payment-method";
import {
  cardSetupAddress,
  invoicePaymentAddress,
  paymentApprovalAddress,
  removeOwnMethod,
} from "@/stripe/redirect-addresses";
import { accountConsent } from "@/trpc/account-consent";
import { cardConsent } from "@/trpc/card-consent";
import { driverProcedure, driverReaderProcedure, router } from "@/trpc/init";
import {
  invoiceIdInput,
  methodIdInput,
  methodSetupInput,
  paymentIdInput,
} from "@/trpc/inputs/payment";

/** How the driver pays. */
export const paymentRouter = router({
  read: driverProcedure.query(async ({ ctx }) => ({
    ...(await readOwnMethods(ctx.ctx)),
    consents: { card: cardConsent.text, sepa_debit: accountConsent.text },
  })),
  /** How an invoice stands with its driver, in one word and what he needs to act. */
  standing: driverReaderProcedure
    .input(invoiceIdInput)
    .query(({ ctx, input }) => readInvoiceStanding(ctx.ctx, asId<"invoice">(input.invoiceId))),
  /** The driver agreed to the wording; answers where the card or the account is entered. */
  startCardSetup: driverProcedure.input(methodSetupInput).mutation(async ({ ctx, input }) => {
    const { locale, method, returnTo } = input;
    const { version, text } = method === "card" ? cardConsent : accountConsent;
    const consent = { version, text: text[locale], locale, ip: ctx.address };
    return { url: await cardSetupAddress(ctx.ctx, { consent, returnTo, method }) };
  }),
  /** From now on invoices are taken from this one; what failed is tried once with it. */
  makeDefault: driverProcedure.input(methodIdInput).mutation(async ({ ctx, input }) => {
    await makeDefaultMethod(ctx.ctx, asId<"paymentMethod">(input.methodId));
  }),
  remove: driverProcedure.input(methodIdInput).mutation(async ({ ctx, input }) => {
    await removeOwnMethod(ctx.ctx, asId<"paymentMethod">(input.methodId));
  }),
  /** Answers where a payment is approved; null when it went through without. */
  approve: driverProcedure.input(paymentIdInput).mutation(async ({ ctx, input }) => ({
    url: await paymentApprovalAddress(ctx.ctx, asId<"payment">(input.paymentId)),
  })),
  /** Answers where an invoice is paid now, whatever is saved. */
  payNow: driverProcedure.input(invoiceIdInput).mutation(async ({ ctx, input }) => {
    const invoiceId = asId<"invoice">(input.invoiceId);
    await requireOwnInvoice(ctx.ctx, invoiceId);
    const returnTo = `/invoices/${invoiceId}`;
    return { url: await invoicePaymentAddress(ctx.ctx, { invoiceId, returnTo }) };
  }),
  /** Tries the saved method again for an invoice whose payment failed. */
  retry: driverProcedure.input(invoiceIdInput).mutation(async ({ ctx, input }) => {
    await retryPayment(ctx.ctx, { invoiceId: asId<"invoice">(input.invoiceId) });
  }),
});
