import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseEnv, requireSetting, secretSettings, settings } from "./env";

const production = {
  APP_ENV: "production",
  DATABASE_URL: "postgresql://app:x@db.example/kvitt",
  AUTH_SECRET: "0123456789abcdef0123456789abcdef",
  KVITT_SECRET_KEY: Buffer.alloc(32, 7).toString("base64"),
  KVITT_BASE_URL: "https://kvitt.example/",
};

const oidc = (id: string) =>
  JSON.stringify({
    id,
    name: "Work",
    issuer: "http://a.example",
    clientId: "k",
    clientSecret: "s",
  });

describe("parseEnv", () => {
  it("reads identity providers as a list", () => {
    const { OIDC_PROVIDERS } = parseEnv({ OIDC_PROVIDERS: `[${oidc("work")}]` });
    expect(OIDC_PROVIDERS).toMatchObject([{ id: "work", issuer: "http://a.example" }]);
    expect(parseEnv({ OIDC_PROVIDERS: "" }).OIDC_PROVIDERS).toBeUndefined();
  });

  it("gives every default in development, with addresses that follow PORT", () => {
    expect(parseEnv({ PORT: "4000" })).toMatchObject({
      APP_ENV: "development",
      PORT: 4000,
      KVITT_BASE_URL: "http://localhost:4000",
      AUTH_URL: "http://localhost:4000",
      KVITT_DATA_DIR: ".data",
      OCPI_ALLOW_LOOPBACK: false,
      KVITT_DEMO_SIGN_IN: false,
    });
  });

  it("counts an empty value as unset", () => {
    expect(parseEnv({ PORT: "", DATABASE_URL: "" })).toMatchObject({ PORT: 3000 });
    expect(parseEnv({ DATABASE_URL: "" }).DATABASE_URL).toBeUndefined();
  });

  it("is strict where NODE_ENV is production and nobody set APP_ENV", () => {
    expect(() => parseEnv({ NODE_ENV: "production" })).toThrow(/DATABASE_URL: must be set/);
  });

  it("accepts a whole production environment and trims the base address", () => {
    expect(parseEnv(production)).toMatchObject({ KVITT_BASE_URL: "https://kvitt.example" });
  });

  it.each(["DATABASE_URL", "AUTH_SECRET", "KVITT_SECRET_KEY", "KVITT_BASE_URL"])(
    "refuses production without %s",
    (name) => {
      expect(() => parseEnv({ ...production, [name]: undefined })).toThrow(name);
    },
  );

  it.each([
    ["loopback partners", { OCPI_ALLOW_LOOPBACK: "true" }, /OCPI_ALLOW_LOOPBACK/],
    ["demo sign-in", { KVITT_DEMO_SIGN_IN: "true" }, /KVITT_DEMO_SIGN_IN/],
    ["a simulated Stripe", { STRIPE_API_BASE: "http://127.0.0.1:3003" }, /STRIPE_API_BASE/],
    [
      "an identity provider that anybody on the way can play",
      { OIDC_PROVIDERS: `[${oidc("work")}]` },
      /OIDC_PROVIDERS/,
    ],
    [
      "a Stripe key without the webhook secret",
      { STRIPE_SECRET_KEY: "sk_live_1" },
      /WEBHOOK_SECRET/,
    ],
  ])("refuses production with %s", (_what, extra, message) => {
    expect(() => parseEnv({ ...production, ...extra })).toThrow(message);
  });

  it.each(["development", "test", "demo"])("refuses a live Stripe key in %s", (APP_ENV) => {
    expect(() => parseEnv({ APP_ENV, STRIPE_SECRET_KEY: "sk_live_abc" })).toThrow(/live key/);
    expect(() => parseEnv({ APP_ENV, STRIPE_SECRET_KEY: "rk_live_abc" })).toThrow(/live key/);
    expect(
      parseEnv({
        APP_ENV,
        STRIPE_SECRET_KEY: "sk_test_abc",
        STRIPE_WEBHOOK_SECRET: "whsec_abc",
      }).STRIPE_SECRET_KEY,
    ).toBe("sk_test_abc");
  });

  it.each([
    ["KVITT_SECRET_KEY", "dG9vIHNob3J0"],
    ["DATABASE_URL", "mysql://x/y"],
    ["PORT", "70000"],
    ["OCPI_ALLOW_LOOPBACK", "yes"],
    ["APP_ENV", "staging"],
    ["OIDC_PROVIDERS", "work"],
    ["OIDC_PROVIDERS", '[{"id":"Work"}]'],
    ["OIDC_PROVIDERS", `[${oidc("demo")}]`],
    ["OIDC_PROVIDERS", `[${oidc("work")},${oidc("work")}]`],
  ])("refuses %s=%s and names it", (name, value) => {
    expect(() => parseEnv({ [name]: value })).toThrow(name);
  });

  it("names every wrong setting at once", () => {
    expect(() => parseEnv({ PORT: "0", LOG_LEVEL: "loud" })).toThrow(/PORT[\s\S]*LOG_LEVEL/);
  });
});

describe("requireSetting", () => {
  it("returns what is set and names what is not", () => {
    const env = parseEnv({ MAIL_FROM: "a@b.example" });
    expect(requireSetting("MAIL_FROM", env)).toBe("a@b.example");
    expect(() => requireSetting("DATABASE_URL", env)).toThrow(/DATABASE_URL is not set/);
  });
});

describe(".env.example", () => {
  const text = readFileSync(new URL("../../.env.example", import.meta.url), "utf8");
  const blocks = text.split(/\n\s*\n/).filter((block) => /^#? ?[A-Z_]+=/m.test(block));

  it("names exactly the settings of the schema, in its order", () => {
    const names = [...text.matchAll(/^#? ?([A-Z_]+)=/gm)].map((match) => match[1]);
    expect(names).toEqual(Object.keys(settings));
  });

  it("explains each of them", () => {
    for (const block of blocks) expect(block).toMatch(/^# [A-Z].{15,}/);
    expect(blocks).toHaveLength(Object.keys(settings).length);
  });

  it("is itself an environment that parses, with no secret in it", () => {
    const pairs = [...text.matchAll(/^([A-Z_]+)=(.*)$/gm)].map((match) => [match[1], match[2]]);
    const example: Record<string, string> = Object.fromEntries(pairs);
    expect(() => parseEnv(example)).not.toThrow();
    for (const name of secretSettings) expect(example[name] ?? "").toBe("");
  });
});
