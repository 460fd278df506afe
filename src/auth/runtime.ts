import { readEnv, requireSetting } from "@/config/env";
import { limits } from "@/config/limits";
import { serviceSettings } from "@/config/service-settings";
import { createLogger } from "@/observability/logger";
import { openRuntime, type Runtime } from "@/services/context";

const RUNTIME = Symbol.for("kvitt.web-runtime");
type Registry = typeof globalThis & { [RUNTIME]?: Runtime };

/**
 * What the pages of this process share, opened at the first call: importing this file reads no setting, so
 * that a build needs none. The pool is the server's own, found by its name.
 */
export function webRuntime(): Runtime {
  const registry = globalThis as Registry;
  return (registry[RUNTIME] ??= openRuntime({
    databaseUrl: requireSetting("DATABASE_URL"),
    poolMax: limits.pools.server,
    name: "server",
    settings: serviceSettings(readEnv()),
    tzdataVersion: process.versions.tz ?? "unknown",
    wakesWorker: true,
    log: createLogger({ name: "web" }),
  }));
}
