import { readEnv, requireSetting } from "@/config/env";
import { limits } from "@/config/limits";
import { serviceSettings } from "@/config/service-settings";
import { createLogger } from "@/observability/logger";
import { closePartnerConnections } from "@/ocpi/senders/client";
import { closePushConnections } from "@/push/send-push";
import { openRuntime } from "@/services/context";
import { keepQueue } from "./queue";
import { runJob } from "./run-job";
import { startSchedule } from "./schedule";

async function start(): Promise<void> {
  const env = readEnv();
  const log = createLogger({ name: "worker" });
  const runtime = openRuntime({
    databaseUrl: requireSetting("DATABASE_URL", env),
    poolMax: limits.pools.worker,
    name: "worker",
    settings: serviceSettings(env),
    tzdataVersion: process.versions.tz ?? "unknown",
    wakesWorker: true,
    log,
  });
  const stopQueue = await keepQueue({
    ownerUrl: requireSetting("DATABASE_OWNER_URL", env),
    log,
    run: (name, payload) => runJob(runtime, env, name, payload),
  });
  const stopSchedule = await startSchedule(runtime, env);
  log.info("ready");
  let isStopping = false;
  const stop = async (signal: string) => {
    if (isStopping) return;
    isStopping = true;
    log.info({ signal }, "stopping");
    await stopSchedule();
    await stopQueue();
    await closePartnerConnections();
    await closePushConnections();
    await runtime.pool.close();
    process.exit(0);
  };
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.on(signal, () => void stop(signal));
  }
}

try {
  await start();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
