import { readEnv, requireSetting } from "@/config/env";
import { serviceSettings } from "@/config/service-settings";
import { createLogger } from "@/observability/logger";
import { openRuntime } from "@/services/context";
import { seedDemo } from "./seed-demo";

function agreed(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: \`npm run demo\` sets it.`);
  return value;
}

try {
  const env = readEnv();
  if (env.APP_ENV === "production")
    throw new Error("The demo's people do not belong in production.");
  const runtime = openRuntime({
    databaseUrl: requireSetting("DATABASE_URL", env),
    poolMax: 4,
    name: "seed-demo",
    settings: serviceSettings(env),
    tzdataVersion: process.versions.tz ?? "unknown",
    log: createLogger({ name: "seed-demo" }),
  });
  const result = await seedDemo(runtime, {
    tokenForCpoA: agreed("KVITT_DEMO_TOKEN_A_CPO_A"),
    cpoB: {
      versionsUrl: agreed("KVITT_DEMO_CPO_B_VERSIONS_URL"),
      token: agreed("KVITT_DEMO_TOKEN_A_CPO_B"),
    },
  });
  await runtime.pool.close();
  process.stdout.write(
    result === "seeded" ? "The demo is seeded.\n" : "The demo was here already.\n",
  );
} catch (error) {
  process.stderr.write(
    `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  process.exitCode = 1;
}
