import Stripe from "stripe";

import type { Env } from "@/config/env";
import { requireSetting } from "@/config/env";
import { TokenBucket } from "./token-bucket";

/** The API version that this program speaks; the SDK sends it with every request. */
const STRIPE_API_VERSION = "2026-10-28.endive";

/** Calls a second with one key, below what Stripe allows (25 in a sandbox, 100 live). */
const CALLS_PER_SECOND = { test: 20, live: 80, simulator: 1_000 } as const;

const clients = new Map<string, Stripe>();

/**
 * The client of this process. With `STRIPE_API_BASE` it speaks to the simulator: same code, other host
 * and key. Every call, the SDK's own retries too, waits for its turn. One retry of the SDK's making is
 * enough; time-outs are unknown outcomes, not failures. Throws where no key is set.
 */
export function stripeClient(env: Env): Stripe {
  const key = requireSetting("STRIPE_SECRET_KEY", env);
  const cacheKey = `${key} ${env.STRIPE_API_BASE ?? ""}`;
  const known = clients.get(cacheKey);
  if (known) return known;
  const client = new Stripe(key, {
    apiVersion: STRIPE_API_VERSION,
    timeout: timeoutOf(env),
    maxNetworkRetries: 1,
    telemetry: false,
    appInfo: { name: "Kvitt" },
    httpClient: throttled(Stripe.createNodeHttpClient(), new TokenBucket(rateOf(key, env))),
    ...(env.STRIPE_API_BASE === undefined ? {} : hostOf(env.STRIPE_API_BASE)),
  });
  clients.set(cacheKey, client);
  return client;
}

/** Twenty seconds at Stripe; a simulator on the same machine has answered long before, however busy that is. */
function timeoutOf(env: Env): number {
  return env.APP_ENV === "test" && env.STRIPE_API_BASE !== undefined ? 6_000 : 20_000;
}

function rateOf(key: string, env: Env): number {
  if (env.STRIPE_API_BASE !== undefined) return CALLS_PER_SECOND.simulator;
  return key.includes("_live_") ? CALLS_PER_SECOND.live : CALLS_PER_SECOND.test;
}

type NodeClient = ReturnType<typeof Stripe.createNodeHttpClient>;

function throttled(client: NodeClient, bucket: TokenBucket): NodeClient {
  const send = client.makeRequest.bind(client);
  client.makeRequest = async (...request) => {
    await bucket.take();
    return send(...request);
  };
  return client;
}

function hostOf(base: string): { host: string; port: string; protocol: "http" | "https" } {
  const url = new URL(base);
  const protocol = url.protocol === "https:" ? "https" : "http";
  return { host: url.hostname, port: url.port || (protocol === "https" ? "443" : "80"), protocol };
}
