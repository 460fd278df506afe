import Stripe from "stripe";

import type { Env } from "@/config/env";
import { openContext, type Runtime } from "@/services/context";
import { storeEvent } from "@/services/payments/stripe-events";
import { listTenants } from "@/services/tenants/list-tenants";

/** How old, and how far ahead, a signature's time may be. The SDK checks only the past. */
const TOLERANCE_SECONDS = 300;

/**
 * Takes a webhook: the signature is checked on the raw bytes, the event stored once, its reader woken,
 * and the answer given. 200 for what is stored or was before, 400 for what Stripe did not sign.
 */
export async function receiveWebhook(
  runtime: Runtime,
  env: Env,
  request: Request,
): Promise<Response> {
  const secret = env.STRIPE_WEBHOOK_SECRET;
  if (!secret) return answer(503, "webhooks are not set up");
  const payload = await request.text();
  const event = verify(payload, request.headers.get("stripe-signature"), secret, runtime);
  if (!event) {
    runtime.log.warn("a webhook with a bad signature was refused");
    return answer(400, "bad signature");
  }
  if (event.livemode !== (runtime.settings.stripeEnvironment === "live")) {
    runtime.log.warn({ eventId: event.id }, "a webhook of the other mode was refused");
    return answer(400, "other mode");
  }
  const [tenant] = await listTenants(runtime);
  if (!tenant) return answer(503, "no tenant yet");
  const ctx = openContext(runtime, {
    tenantId: tenant.id,
    actor: { kind: "system", name: "stripe-webhook" },
  });
  const isNew = await storeEvent(ctx, {
    id: event.id,
    type: event.type,
    apiVersion: event.api_version,
    objectId: objectIdOf(event),
    payload,
    createdAt: Temporal.Instant.fromEpochMilliseconds(event.created * 1000),
  });
  return answer(200, isNew ? "stored" : "known");
}

function verify(
  payload: string,
  signature: string | null,
  secret: string,
  runtime: Runtime,
): Stripe.Event | null {
  if (!signature) return null;
  const now = runtime.clock.now().epochMilliseconds;
  const stamp = Number(/(?:^|,)t=(\d+)/.exec(signature)?.[1]);
  if (!(stamp * 1000 <= now + TOLERANCE_SECONDS * 1000)) return null;
  try {
    return Stripe.webhooks.constructEvent(
      payload,
      signature,
      secret,
      TOLERANCE_SECONDS,
      undefined,
      now,
    );
  } catch {
    return null;
  }
}

function objectIdOf(event: Stripe.Event): string | null {
  const { object } = event.data;
  return "id" in object && typeof object.id === "string" ? object.id : null;
}

function answer(status: number, text: string): Response {
  return new Response(text, { status, headers: { "content-type": "text/plain" } });
}
