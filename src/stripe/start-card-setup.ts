import type { Env } from "@/config/env";
import { createCardSetup, openCardSetup, type CardConsent } from "@/services/payments/card-setups";
import type { Ctx } from "@/services/context";
import { requireDriver } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { stripeClient } from "./client";
import { ensureCustomer } from "./ensure-customer";

/**
 * Begins to save a card or a bank account of the acting driver and returns the address of Stripe's page (Checkout, mode
 * `setup`) where he enters it. The consent he gave is kept first.
 * @throws ServiceError UNAVAILABLE when Stripe does not answer.
 */
export async function startCardSetup(
  ctx: Ctx,
  env: Env,
  input: {
    readonly consent: CardConsent;
    readonly returnTo: string;
    readonly method?: "card" | "sepa_debit";
  },
): Promise<{ readonly url: string }> {
  const driverId = requireDriver(ctx);
  const stripe = stripeClient(env);
  const id = await createCardSetup(ctx, { driverId, consent: input.consent });
  try {
    const { customerId, currency, locale } = await ensureCustomer(ctx, stripe, driverId);
    if (input.method === "sepa_debit" && currency !== "EUR") {
      throw new ServiceError("PRECONDITION", "Direct debits are in euro only.");
    }
    const back = new URL(input.returnTo, ctx.settings.baseUrl);
    const session = await stripe.checkout.sessions.create(
      {
        mode: "setup",
        currency: currency.toLowerCase(),
        allowed_payment_method_types: [input.method ?? "card"],
        customer: customerId,
        locale,
        success_url: withResult(back, "saved"),
        cancel_url: withResult(back, "cancelled"),
        metadata: { card_setup_id: id, driver_id: driverId, tenant_id: ctx.tenantId },
      },
      { idempotencyKey: `setup-${id}` },
    );
    if (!session.url) throw new ServiceError("UNAVAILABLE", "Stripe gave no page for the card.");
    await openCardSetup(ctx, { id, checkoutSessionId: session.id });
    return { url: session.url };
  } catch (error) {
    if (error instanceof ServiceError) throw error;
    ctx.log.error({ error }, "a card set-up could not be opened at Stripe");
    throw new ServiceError(
      "UNAVAILABLE",
      "The card page cannot be reached. Try again in a minute.",
    );
  }
}

function withResult(back: URL, result: "saved" | "cancelled"): string {
  const url = new URL(back);
  url.searchParams.set("card", result);
  return url.toString();
}
