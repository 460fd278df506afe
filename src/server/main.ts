import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { type Env, readEnv, requireSetting } from "@/config/env";
import { limits } from "@/config/limits";
import { serviceSettings } from "@/config/service-settings";
import { createLogger, type Logger } from "@/observability/logger";
import { ocpiRoutes } from "@/ocpi/ocpi-routes";
import { pushReceivers } from "@/ocpi/push-receivers";
import { createOcpiHandler } from "@/ocpi/router";
import { closePartnerConnections } from "@/ocpi/senders/client";
import { openRuntime, type Runtime } from "@/services/context";
import { receiveWebhook } from "@/stripe/receive-webhook";
import { answerGrid } from "./grid/answer-grid";
import { answerHealth } from "./health";
import { createMachineListener, type MachineHandlers } from "./machine-listener";
import { openPackedFiles } from "./packed-files";
import { openPages, type Pages } from "./pages";
import { stopServer } from "./stop-server";

function readVersion(): string {
  const file: unknown = JSON.parse(readFileSync("package.json", "utf8"));
  const isPackage = typeof file === "object" && file !== null && "version" in file;
  return isPackage && typeof file.version === "string" ? file.version : "unknown";
}

function openServerRuntime(env: Env, log: Logger): Runtime {
  return openRuntime({
    databaseUrl: requireSetting("DATABASE_URL", env),
    poolMax: limits.pools.server,
    name: "server",
    settings: serviceSettings(env),
    tzdataVersion: process.versions.tz ?? "unknown",
    wakesWorker: true,
    log,
  });
}

function handlersFor(runtime: Runtime, env: Env): MachineHandlers {
  const version = readVersion();
  return {
    ocpi: createOcpiHandler(runtime, ocpiRoutes(pushReceivers)),
    stripeWebhook: (request) => receiveWebhook(runtime, env, request),
    grid: (request) => answerGrid(runtime, request),
    health: () => answerHealth(runtime, version),
  };
}

async function listen(server: Server, port: number, host: string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once("error", reject);
  server.listen(port, host, resolve);
  try {
    await promise;
  } catch (error) {
    const isTaken = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
    if (!isTaken) throw error;
    throw new Error(`Port ${port} is taken by another program. Stop it, or set PORT.`, {
      cause: error,
    });
  }
}

function stopOnSignal(log: Logger, stop: () => Promise<void>): void {
  let isStopping = false;
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.on(signal, () => {
      if (isStopping) return;
      isStopping = true;
      log.info({ signal }, "stopping");
      stop().then(
        () => process.exit(0),
        (error: unknown) => {
          log.error({ err: error }, "stopping failed");
          process.exit(1);
        },
      );
    });
  }
}

async function start(): Promise<void> {
  const env = readEnv();
  const log = createLogger({ name: "server" });
  const runtime = openServerRuntime(env, log);
  const host = process.env["HOST"] || "127.0.0.1";
  const { origin, protocol } = new URL(env.KVITT_BASE_URL);
  const answerMachine = createMachineListener(handlersFor(runtime, env), origin, log);
  const isBuilt = process.env["NODE_ENV"] === "production";
  const answerFile = isBuilt ? openPackedFiles(".next/static") : () => false;
  let pages: Pages | null = null;
  const server = createServer(
    { headersTimeout: 15_000, requestTimeout: 60_000, keepAliveTimeout: 65_000 },
    (request, response) => {
      if (protocol === "https:")
        response.setHeader("Strict-Transport-Security", "max-age=31536000");
      if (answerMachine(request, response) || answerFile(request, response)) return;
      pages?.answer(request, response).catch((error: unknown) => {
        log.error({ err: error }, "a page failed");
        if (!response.headersSent) response.writeHead(500);
        response.end();
      });
    },
  );
  pages = await openPages({
    dev: !isBuilt,
    hostname: "localhost",
    port: env.PORT,
    httpServer: server,
  });
  await listen(server, env.PORT, host);
  log.info({ port: env.PORT, host, baseUrl: env.KVITT_BASE_URL }, "ready");
  stopOnSignal(log, async () => {
    await stopServer(server);
    await pages.close();
    await closePartnerConnections();
    await runtime.pool.close();
  });
}

try {
  await start();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
  process.exit();
}
