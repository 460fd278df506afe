import { setTimeout as sleep } from "node:timers/promises";

import { readEnv, requireSetting } from "@/config/env";
import { serviceSettings } from "@/config/service-settings";
import { createLogger } from "@/observability/logger";
import { openContext, openRuntime } from "@/services/context";
import { listTenants } from "@/services/tenants/list-tenants";
import { seedDemoDispute } from "./seed-demo-dispute";

const LOOK_EVERY_MS = 2_000;
const LOOKS = 90;

// Her first invoice comes a while after the demo's start.
try {
  const env = readEnv();
  if (env.APP_ENV === "production") throw new Error("A demo's dispute has no place in production.");
  const runtime = openRuntime({
    databaseUrl: requireSetting("DATABASE_URL", env),
    poolMax: 1,
    name: "seed-demo-dispute",
    settings: serviceSettings(env),
    tzdataVersion: process.versions.tz ?? "unknown",
    log: createLogger({ name: "seed-demo-dispute" }),
  });
  let state = "early";
  for (let look = 0; look < LOOKS && state === "early"; look += 1) {
    if (look > 0) await sleep(LOOK_EVERY_MS);
    const [tenant] = await listTenants(runtime);
    if (!tenant) continue;
    const actor = { kind: "system", name: "demo" } as const;
    state = await seedDemoDispute(openContext(runtime, { tenantId: tenant.id, actor }));
  }
  await runtime.pool.close();
  process.stdout.write(`The demo's dispute: ${state}.\n`);
} catch (error) {
  process.stderr.write(
    `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  process.exitCode = 1;
}
