import "server-only";
import { webRuntime } from "@/auth/runtime";
import { openContext, type Ctx } from "@/services/context";
import { openPaymentOf } from "@/services/payments/open-payment";
import { readPayLink, tenantOfLink, type LinkedInvoice } from "@/services/payments/pay-link";
import { ServiceError } from "@/services/service-error";
import { linkAddress } from "@/stripe/redirect-addresses";
import { payTokenInput } from "./inputs/payment";

/** What a stranger who holds a payment link may see, and what he can do now. */
export interface LinkStanding {
  readonly number: string;
  readonly openMinor: bigint;
  readonly currency: string;
  /** pay: a page at Stripe. approve: his bank waits for him. moving: money is on its way. done: nothing to pay. */
  readonly kind: "pay" | "approve" | "moving" | "done";
}

/** What a payment link leads to, or null for one that we did not sign or that has ended. Nothing is changed. */
export async function readLink(token: string): Promise<LinkStanding | null> {
  const found = await openLink(token);
  if (!found) return null;
  const { ctx, invoice } = found;
  const { number, openMinor, currency, isUsed, invoiceId } = invoice;
  const open = await openPaymentOf(ctx, { invoiceId });
  const standing = { number, openMinor, currency };
  if (isUsed || openMinor <= 0n) return { ...standing, kind: "done" };
  if (open?.state === "requires_action" && open.channel === "off_session") {
    return { ...standing, kind: "approve" };
  }
  const isMoving = open !== null && ["processing", "submitted", "unknown"].includes(open.state);
  return { ...standing, kind: isMoving && open.channel !== "checkout" ? "moving" : "pay" };
}

/** Where whoever holds the link goes on; a code of why not. */
export async function followLink(
  token: string,
  otherMethod: boolean,
): Promise<{ readonly url: string } | { readonly refusal: "gone" | "moving" | "unavailable" }> {
  const found = await openLink(token);
  if (!found || found.invoice.isUsed) return { refusal: "gone" };
  const returnTo = `/pay/${token}`;
  try {
    const url = await linkAddress(found.ctx, found.invoice, { returnTo, otherMethod });
    return { url: url ?? returnTo };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return { refusal: error.code === "PRECONDITION" ? "moving" : "unavailable" };
  }
}

async function openLink(
  given: string,
): Promise<{ readonly ctx: Ctx; readonly invoice: LinkedInvoice } | null> {
  const token = payTokenInput.safeParse(given);
  if (!token.success) return null;
  const runtime = webRuntime();
  const tenantId = tenantOfLink(runtime.settings, token.data);
  if (!tenantId) return null;
  const ctx = openContext(runtime, { tenantId, actor: { kind: "system", name: "payment-link" } });
  try {
    return { ctx, invoice: await readPayLink(ctx, token.data) };
  } catch (error) {
    if (error instanceof ServiceError && error.code === "NOT_FOUND") return null;
    throw error;
  }
}
