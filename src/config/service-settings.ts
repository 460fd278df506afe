import { readEnv, requireSetting, type Env } from "./env";

/** What the services are told of the configuration (`ServiceSettings` of services/context.ts). */
export function serviceSettings(env: Env = readEnv()) {
  return {
    baseUrl: env.KVITT_BASE_URL,
    stripeEnvironment: stripeEnvironment(env),
    secretKey: new Uint8Array(Buffer.from(requireSetting("KVITT_SECRET_KEY", env), "base64")),
    allowLoopbackPartners: env.OCPI_ALLOW_LOOPBACK,
    // Stripe itself would not come along.
    canMoveTime: env.APP_ENV === "demo" && stripeEnvironment(env) === "simulator",
  };
}

/** Whose objects the Stripe ids are. Without a key, or with another host, they are the simulator's. */
function stripeEnvironment(env: Env = readEnv()): "test" | "live" | "simulator" {
  if (env.STRIPE_SECRET_KEY === undefined || env.STRIPE_API_BASE !== undefined) return "simulator";
  return env.STRIPE_SECRET_KEY.includes("_live_") ? "live" : "test";
}
