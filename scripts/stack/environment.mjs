// What each program of a demo, of development and of the browser tests gets as its environment.
import path from "node:path";
import { demoSecrets } from "./secrets.mjs";

/** The neighbouring ports of one demo and what listens on each. */
export function portsFrom(port) {
  return { web: port, cpoA: port + 1, cpoB: port + 2, stripe: port + 3 };
}

export const portNames = {
  web: "the web server",
  cpoA: "the simulator of Nordström Laddning",
  cpoB: "the simulator of Kanaal Energie",
  stripe: "the simulator of Stripe",
};

/** The product's own environment: what the caller set wins, what is missing is made. */
export function productEnvironment({ port, dataDir, appEnv, database }) {
  const ports = portsFrom(port);
  const baseUrl = process.env.KVITT_BASE_URL || `http://localhost:${port}`;
  const own = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ""));
  return {
    ...demoSecrets(dataDir),
    AUTH_URL: baseUrl,
    LOG_LEVEL: "info",
    ...stripeEnvironment(ports),
    ...own,
    APP_ENV: appEnv,
    NODE_ENV: appEnv === "development" ? "development" : "production",
    NEXT_TELEMETRY_DISABLED: "1",
    PORT: String(port),
    KVITT_BASE_URL: baseUrl,
    KVITT_DATA_DIR: dataDir,
    DATABASE_URL: database.appUrl,
    DATABASE_OWNER_URL: database.ownerUrl,
    OCPI_ALLOW_LOOPBACK: "true",
    KVITT_DEMO_SIGN_IN: "true",
    KVITT_DEMO_CPO_A_VERSIONS_URL: `http://127.0.0.1:${ports.cpoA}/ocpi/versions`,
    KVITT_DEMO_CPO_B_VERSIONS_URL: `http://127.0.0.1:${ports.cpoB}/ocpi/versions`,
  };
}

/** True when a Stripe account is configured, so that the simulator has nothing to do. */
export function usesRealStripe() {
  return Boolean(process.env.STRIPE_SECRET_KEY) && !process.env.STRIPE_API_BASE;
}

function stripeEnvironment(ports) {
  if (usesRealStripe()) return {};
  return {
    STRIPE_SECRET_KEY: "sk_test_simulator",
    STRIPE_API_BASE: `http://127.0.0.1:${ports.stripe}`,
  };
}

/**
 * Simulators know nothing of the product: they get their own few settings and nothing else. Without `hasStory`
 * the CPOs charge only what they are told to.
 */
export function simulatorEnvironments({ port, dataDir, product, hasStory }) {
  const ports = portsFrom(port);
  const { PATH, HOME, TZ, LANG } = process.env;
  const plain = { PATH, HOME, TZ, LANG, NODE_ENV: "production", LOG_LEVEL: product.LOG_LEVEL };
  // The wider network is there to be looked for, with a story or without.
  const cpo = { ...plain, CPO_STORY: hasStory ? "on" : "off", CPO_NETWORK: "on" };
  const us = `http://127.0.0.1:${port}`;
  return {
    cpoA: {
      ...cpo,
      CPO_PROFILE: "nordstrom",
      CPO_PORT: String(ports.cpoA),
      CPO_STATE_DIR: path.join(dataDir, "cpo-a"),
      TOKEN_A: product.KVITT_DEMO_TOKEN_A_CPO_A,
      EMSP_VERSIONS_URL: `${us}/ocpi/versions`,
    },
    cpoB: {
      ...cpo,
      CPO_PROFILE: "kanaal",
      CPO_PORT: String(ports.cpoB),
      CPO_STATE_DIR: path.join(dataDir, "cpo-b"),
      TOKEN_A: product.KVITT_DEMO_TOKEN_A_CPO_B,
      // A driver of its own: nobody charges at two places at once.
      CPO_TOKENS: JSON.stringify([
        {
          country_code: "SE",
          party_id: "KVT",
          uid: "04C81D52AA7F80",
          type: "RFID",
          contract_id: "SE-KVT-C00000033-3",
        },
      ]),
    },
    stripe: {
      ...plain,
      // It refuses to stand beside production: it must see that this is a demo, a test or development.
      APP_ENV: product.APP_ENV,
      NODE_ENV: product.NODE_ENV,
      STRIPE_SIM_PORT: String(ports.stripe),
      STRIPE_SIM_STATE_DIR: path.join(dataDir, "stripe"),
      STRIPE_SIM_WEBHOOK_URL: `${us}/stripe/webhook`,
      STRIPE_SIM_PAYOUTS: "daily",
      STRIPE_SIM_WEBHOOK_SECRET: product.STRIPE_WEBHOOK_SECRET,
    },
  };
}
