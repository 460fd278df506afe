import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Pool } from "@/db/client";
import { ocpiRoutes, type PushReceivers } from "@/ocpi/ocpi-routes";
import { createOcpiHandler, type OcpiHandler } from "@/ocpi/router";
import { answerGrid } from "@/server/grid/answer-grid";
import { createMachineListener } from "@/server/machine-listener";
import type { Clock, Runtime } from "@/services/context";
import { testRuntime } from "./builders/context";

/** Our OCPI side on a free port of loopback, as the server mounts it. */
export interface OcpiServer {
  readonly baseUrl: string;
  readonly runtime: Runtime;
  /** The same handler without the network between. */
  readonly handler: OcpiHandler;
  stop(): Promise<void>;
}

/** Starts it. `settings` may narrow what is allowed. */
export async function startOcpiServer(
  pool: Pool,
  options: {
    readonly clock: Clock;
    readonly push: PushReceivers;
    readonly settings?: Partial<Runtime["settings"]>;
  },
): Promise<OcpiServer> {
  // The address is known once it listens, and the handlers need it.
  const mounted: { answer?: ReturnType<typeof createMachineListener> } = {};
  const server = createServer((request, response) => mounted.answer?.(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const usual = testRuntime(pool, options.clock);
  const settings = { ...usual.settings, baseUrl, ...options.settings };
  const runtime: Runtime = { ...usual, settings };
  const handler = createOcpiHandler(runtime, ocpiRoutes(options.push));
  const notHere = async () => new Response(null, { status: 404 });
  const grid = (request: Request) => answerGrid(runtime, request);
  const handlers = { ocpi: handler, stripeWebhook: notHere, grid, health: notHere };
  mounted.answer = createMachineListener(handlers, baseUrl, runtime.log);
  return {
    baseUrl,
    runtime,
    handler,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
