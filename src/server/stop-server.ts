import type { Server } from "node:http";

const DRAIN_MS = 10_000;

/** Takes no new connection, lets open requests end for up to ten seconds, then closes what is left. */
export async function stopServer(server: Server): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  server.close(() => resolve());
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
  await promise;
  clearTimeout(timer);
}
