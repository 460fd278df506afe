import { readEnv } from "@/config/env";
import type { Id } from "@/core/ids";
import type { CardConsent } from "@/services/payments/card-setups";
import type { Ctx } from "@/services/context";
import { openPaymentOf } from "@/services/payments/open-payment";
import type { LinkedInvoice } from "@/services/payments/pay-link";
import { authenticatePayment, confirmOnSession } from "./authenticate-payment";
import { payOnPage } from "./pay-on-page";
import { removeMethod } from "./remove-method";
import { startCardSetup } from "./start-card-setup";

/** What pages may ask of Stripe: where to send the acting driver, and to forget what he saved. */

/** Where the acting driver enters a card or an account. @throws ServiceError UNAVAILABLE when Stripe does not answer. */
export async function cardSetupAddress(
  ctx: Ctx,
  input: {
    readonly consent: CardConsent;
    readonly returnTo: string;
    readonly method?: "card" | "sepa_debit";
  },
): Promise<string> {
  const { url } = await startCardSetup(ctx, readEnv(), input);
  return url;
}

/**
 * Where the acting driver approves a payment, or null when it went through without.
 * @throws ServiceError NOT_FOUND, PRECONDITION when nothing waits for him.
 */
export async function paymentApprovalAddress(
  ctx: Ctx,
  paymentId: Id<"payment">,
): Promise<string | null> {
  const { url } = await authenticatePayment(ctx, readEnv(), { paymentId });
  return url;
}

/** Where an invoice is paid by its driver, whom the caller has identified. See `payOnPage` for the errors. */
export async function invoicePaymentAddress(
  ctx: Ctx,
  input: {
    readonly invoiceId: Id<"invoice">;
    readonly returnTo: string;
    readonly consent?: CardConsent | null;
  },
): Promise<string> {
  const { invoiceId, returnTo, consent = null } = input;
  return payOnPage(ctx, readEnv(), { subject: { invoiceId }, returnTo, consent });
}

/** Where a top-up (origin checkout) is paid by its driver, whom the caller has identified. */
export async function topupAddress(
  ctx: Ctx,
  input: {
    readonly topupId: Id<"topup">;
    readonly returnTo: string;
    readonly consent?: CardConsent | null;
  },
): Promise<string> {
  const { topupId, returnTo, consent = null } = input;
  return payOnPage(ctx, readEnv(), { subject: { topupId }, returnTo, consent });
}

/**
 * Where whoever holds a payment link goes on: to his bank, where a payment waits for approval and he did not
 * ask for another method, else to Stripe's page. Null where it went through without.
 */
export async function linkAddress(
  ctx: Ctx,
  invoice: LinkedInvoice,
  input: { readonly returnTo: string; readonly otherMethod: boolean },
): Promise<string | null> {
  const { invoiceId } = invoice;
  const open = await openPaymentOf(ctx, { invoiceId });
  if (open?.state === "requires_action" && open.channel === "off_session" && !input.otherMethod) {
    const { url } = await confirmOnSession(ctx, readEnv(), open, input.returnTo);
    return url;
  }
  return invoicePaymentAddress(ctx, { invoiceId, returnTo: input.returnTo });
}

/** Removes a way to pay of the acting driver. @throws ServiceError NOT_FOUND, UNAVAILABLE. */
export async function removeOwnMethod(ctx: Ctx, id: Id<"paymentMethod">): Promise<void> {
  await removeMethod(ctx, readEnv(), id);
}
