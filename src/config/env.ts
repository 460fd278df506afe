import { createEnv } from "@t3-oss/env-core";
import { z } from "zod";

const flag = z
  .enum(["true", "false"])
  .default("false")
  .transform((value) => value === "true");

const postgresUrl = z.url({ protocol: /^postgres(ql)?$/ }).optional();
const httpUrl = z.url({ protocol: /^https?$/ }).optional();

const base64Url = (bytes: number) =>
  z
    .base64url()
    .refine((value) => Buffer.from(value, "base64url").length === bytes, `must be ${bytes} bytes`)
    .optional();

const oidcProvider = z.object({
  /** In addresses: `/api/auth/callback/<id>` is what the provider is told to return to. */
  id: z.string().regex(/^[a-z][a-z0-9-]{0,30}$/, "must be lower-case letters, digits and hyphens"),
  name: z.string().min(1).max(40),
  issuer: z.url({ protocol: /^https?$/ }),
  clientId: z.string().min(1),
  clientSecret: z.string().min(1),
});

/** A provider of identities that people may sign in with (OpenID Connect). */
export type OidcProvider = Readonly<z.output<typeof oidcProvider>>;

const oidcProviders = z
  .string()
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      context.addIssue({ code: "custom", message: "must be a JSON array" });
      return z.NEVER;
    }
  })
  .pipe(z.array(oidcProvider).max(8))
  .refine(
    (all) => new Set(all.map(({ id }) => id)).size === all.length,
    "must name each provider once",
  )
  .refine(
    (all) => all.every(({ id }) => id !== "email" && id !== "demo"),
    "must not name a provider `email` or `demo`",
  )
  .optional();

/** Every setting of Kvitt, one schema each. `.env.example` explains them and is held equal by a test. */
export const settings = {
  APP_ENV: z.enum(["development", "test", "demo", "production"]),
  PORT: z.coerce.number().int().min(1).max(65_535).default(3000),
  HOST: z.string().default("127.0.0.1"),
  KVITT_BASE_URL: httpUrl,
  KVITT_DATA_DIR: z.string().default(".data"),
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]).default("info"),
  DATABASE_URL: postgresUrl,
  DATABASE_OWNER_URL: postgresUrl,
  AUTH_SECRET: z.string().min(16).optional(),
  AUTH_URL: httpUrl,
  OIDC_PROVIDERS: oidcProviders,
  KVITT_SECRET_KEY: z
    .base64()
    .refine((value) => Buffer.from(value, "base64").length === 32, "must be 32 bytes in base64")
    .optional(),
  KVITT_DEMO_SIGN_IN: flag,
  STRIPE_SECRET_KEY: z
    .string()
    .regex(/^(sk|rk)_(test|live)_/, "must begin with sk_test_ or sk_live_")
    .optional(),
  STRIPE_API_BASE: httpUrl,
  STRIPE_WEBHOOK_SECRET: z.string().startsWith("whsec_").optional(),
  MAIL_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: z.string().default("Kvitt <no-reply@kvitt.example>"),
  WEB_PUSH_SUBJECT: z
    .string()
    .regex(/^(mailto:|https:\/\/)/, "must begin with mailto: or https://")
    .optional(),
  WEB_PUSH_PUBLIC_KEY: base64Url(65),
  WEB_PUSH_PRIVATE_KEY: base64Url(32),
  MAP_STYLE_URL: httpUrl,
  OCPI_ALLOW_LOOPBACK: flag,
  VIES_LOOKUP: flag,
  ENTSOE_TOKEN: z.string().min(8).optional(),
  ENTSOE_API_BASE: httpUrl,
};

type Parsed = Readonly<z.output<z.ZodObject<typeof settings>>>;

/** The settings as the program uses them: public addresses are always there. */
export type Env = Omit<Parsed, "KVITT_BASE_URL" | "AUTH_URL"> & {
  readonly KVITT_BASE_URL: string;
  readonly AUTH_URL: string;
};

/** Settings that hold a secret; the logger and the operations pages never show them. */
export const secretSettings = [
  "DATABASE_URL",
  "DATABASE_OWNER_URL",
  "AUTH_SECRET",
  "OIDC_PROVIDERS",
  "KVITT_SECRET_KEY",
  "STRIPE_SECRET_KEY",
  "STRIPE_WEBHOOK_SECRET",
  "MAIL_URL",
  "WEB_PUSH_PRIVATE_KEY",
  "ENTSOE_TOKEN",
] as const satisfies readonly (keyof Env)[];

function withDefaults(env: Parsed): Env {
  const KVITT_BASE_URL = (env.KVITT_BASE_URL ?? `http://localhost:${env.PORT}`).replace(/\/+$/, "");
  return { ...env, KVITT_BASE_URL, AUTH_URL: env.AUTH_URL ?? KVITT_BASE_URL };
}

type Refuse = (name: keyof Env, message: string) => void;

function checkProduction(env: Parsed, refuse: Refuse): void {
  const required = ["DATABASE_URL", "AUTH_SECRET", "KVITT_SECRET_KEY", "KVITT_BASE_URL"] as const;
  for (const name of required) {
    if (env[name] === undefined) refuse(name, "must be set when APP_ENV is production");
  }
  for (const name of ["OCPI_ALLOW_LOOPBACK", "KVITT_DEMO_SIGN_IN"] as const) {
    if (env[name]) refuse(name, "must not be true when APP_ENV is production");
  }
  if (env.OIDC_PROVIDERS?.some(({ issuer }) => !issuer.startsWith("https:"))) {
    refuse("OIDC_PROVIDERS", "must name https issuers when APP_ENV is production");
  }
  if (env.STRIPE_API_BASE !== undefined) {
    refuse(
      "STRIPE_API_BASE",
      "must not be set when APP_ENV is production: it leads to a simulator",
    );
  }
}

function checkTogether(env: Parsed, refuse: Refuse): void {
  if (env.STRIPE_SECRET_KEY !== undefined && env.STRIPE_WEBHOOK_SECRET === undefined) {
    refuse(
      "STRIPE_WEBHOOK_SECRET",
      "must be set with STRIPE_SECRET_KEY: unsigned events are refused",
    );
  }
  if ((env.WEB_PUSH_PUBLIC_KEY === undefined) !== (env.WEB_PUSH_PRIVATE_KEY === undefined)) {
    refuse("WEB_PUSH_PRIVATE_KEY", "and WEB_PUSH_PUBLIC_KEY are set together, or neither");
  }
  if (env.APP_ENV === "production") {
    checkProduction(env, refuse);
  } else if (env.STRIPE_SECRET_KEY?.includes("_live_")) {
    refuse("STRIPE_SECRET_KEY", "is a live key: it may only be used when APP_ENV is production");
  }
}

/**
 * Reads the settings from `source` and checks them, alone and together.
 * An empty value counts as unset. Throws one error that names every setting that is wrong.
 */
export function parseEnv(source: Readonly<Record<string, string | undefined>>): Env {
  // Unset, APP_ENV is the strict one wherever the server runs for real.
  const fallback = source["NODE_ENV"] === "production" ? "production" : "development";
  const env = createEnv({
    server: settings,
    runtimeEnv: { ...source, APP_ENV: source["APP_ENV"] || fallback },
    emptyStringAsUndefined: true,
    isServer: true,
    createFinalSchema: (shape) =>
      z.object(shape).superRefine((parsed, context) => {
        checkTogether(parsed, (name, message) => {
          context.addIssue({ code: "custom", path: [name], message });
        });
      }),
    onValidationError: (issues) => {
      const name = ({ path = [] }: (typeof issues)[number]) =>
        path.map((part) => String(typeof part === "object" ? part.key : part)).join(".");
      const lines = issues.map((issue) => `  ${name(issue)}: ${issue.message}`);
      throw new Error(`The environment is not right (see .env.example):\n${lines.join("\n")}`);
    },
  });
  return withDefaults(env);
}

let cached: Env | undefined;

/** The settings of this process, parsed at the first call and kept. Importing this file reads nothing. */
export function readEnv(): Env {
  cached ??= parseEnv(process.env);
  return cached;
}

/** A setting that this program cannot do without. Throws an error that names it and the cure. */
export function requireSetting<K extends keyof Env>(name: K, env = readEnv()): NonNullable<Env[K]> {
  const value = env[name];
  if (value === undefined || value === null) {
    throw new Error(
      `${name} is not set. \`npm run dev\` sets it by itself; else see .env.example.`,
    );
  }
  return value;
}
