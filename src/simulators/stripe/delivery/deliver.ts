import type Stripe from "stripe";
import type { Delivery } from "@/simulators/stripe/rows";
import type { World } from "@/simulators/stripe/world";
import { signatureHeader } from "./signature";

const STALE_VERSION = "2020-08-27";

/** Sends one event to its endpoint once, and records how that went. */
export async function deliver(world: World, delivery: Delivery): Promise<Delivery> {
  const endpoint = world.store.get("webhook_endpoint", delivery.endpoint);
  const event = world.store.get("event", delivery.event);
  if (endpoint === undefined || event === undefined || endpoint.status !== "enabled") {
    return settle(world, { ...delivery, state: "dropped", lastError: "endpoint is gone" });
  }
  const attempts = delivery.attempts + 1;
  try {
    const status = await send(world, endpoint, payloadOf(event, endpoint, delivery));
    const isTaken = status >= 200 && status < 300;
    const tried = { ...delivery, attempts, lastStatus: status, lastError: null };
    return settle(world, isTaken ? { ...tried, state: "delivered" } : later(world, tried));
  } catch (error) {
    const lastError = error instanceof Error ? error.message : String(error);
    return settle(world, later(world, { ...delivery, attempts, lastStatus: null, lastError }));
  }
}

async function send(
  world: World,
  endpoint: Stripe.WebhookEndpoint,
  payload: string,
): Promise<number> {
  const now = world.clock.nowMs();
  const secrets = (world.store.get("endpoint_secrets", endpoint.id)?.secrets ?? [])
    .filter((entry) => entry.expiresMs === null || entry.expiresMs > now)
    .map((entry) => entry.secret);
  const isSimulated = world.settings.signatureTime === "simulated";
  const signedAtS = Math.floor((isSimulated ? now : Date.now()) / 1000);
  const response = await fetch(endpoint.url, {
    method: "POST",
    body: payload,
    headers: {
      "content-type": "application/json; charset=utf-8",
      "stripe-signature": signatureHeader(payload, secrets, signedAtS),
      "user-agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
    },
    redirect: "manual",
    signal: AbortSignal.timeout(world.settings.deliveryTimeoutMs),
  });
  await response.body?.cancel();
  return response.status;
}

function payloadOf(
  event: Stripe.EventBase,
  endpoint: Stripe.WebhookEndpoint,
  delivery: Delivery,
): string {
  const version = delivery.staleVersion
    ? STALE_VERSION
    : (endpoint.api_version ?? event.api_version);
  const padding = delivery.paddingBytes > 0 ? { padding: "x".repeat(delivery.paddingBytes) } : {};
  return JSON.stringify({ ...event, api_version: version, ...padding }, null, 2);
}

function later(world: World, delivery: Delivery): Delivery {
  const waitS = world.settings.retryScheduleS[delivery.attempts - 1];
  if (waitS === undefined) return { ...delivery, state: "failed" };
  return { ...delivery, dueMs: world.clock.nowMs() + waitS * 1000 };
}

function settle(world: World, delivery: Delivery): Delivery {
  world.store.put("delivery", delivery);
  if (delivery.state === "delivered") {
    const event = world.store.get("event", delivery.event);
    if (event) {
      const left = Math.max(0, event.pending_webhooks - 1);
      world.store.patch("event", event.id, { pending_webhooks: left });
    }
  }
  world.store.flush();
  return delivery;
}
