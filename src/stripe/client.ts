import Stripe from "stripe";

import type { Env } from "@/config/env";
import { requireSetting } from "@/config/env";

/** The API version that this program speaks; the SDK sends it with every request. */
const STRIPE_API_VERSION = "2026-10-28.endive";

const clients = new Map<string, Stripe>();

/**
 * The client of this process. With `STRIPE_API_BASE` it speaks to the simulator: same code, other host
 * and key. One retry of our own making is enough; time-outs are unknown outcomes, not failures.
 * Throws where no key is set.
 */
export function stripeClient(env: Env): Stripe {
  const key = requireSetting("STRIPE_SECRET_KEY", env);
  const cacheKey = `${key} ${env.STRIPE_API_BASE ?? ""}`;
  const known = clients.get(cacheKey);
  if (known) return known;
  const client = new Stripe(key, {
    apiVersion: STRIPE_API_VERSION,
    timeout: 20_000,
    maxNetworkRetries: 1,
    telemetry: false,
    appInfo: { name: "Kvitt" },
    ...(env.STRIPE_API_BASE === undefined ? {} : hostOf(env.STRIPE_API_BASE)),
  });
  clients.set(cacheKey, client);
  return client;
}

function hostOf(base: string): { host: string; port: string; protocol: "http" | "https" } {
  const url = new URL(base);
  const protocol = url.protocol === "https:" ? "https" : "http";
  return { host: url.hostname, port: url.port || (protocol === "https" ? "443" : "80"), protocol };
}
