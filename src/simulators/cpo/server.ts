import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Cpo } from "./cpo";
import { serveControl } from "./serve-control";
import { type Sent, serveOcpi } from "./serve-ocpi";

async function serve(cpo: Cpo, request: IncomingMessage): Promise<Sent> {
  const path = new URL(request.url ?? "/", cpo.baseUrl).pathname;
  if (path === "/health") {
    const registered = cpo.state.progress.value.registration !== null;
    return {
      http: 200,
      headers: { "Content-Type": "application/json" },
      body: { status: "ok", profile: cpo.configuration.profile, registered },
    };
  }
  if (path.startsWith("/control/")) return await serveControl(cpo, request, path);
  return await serveOcpi(cpo, request);
}

async function serveSafely(cpo: Cpo, request: IncomingMessage): Promise<Sent> {
  try {
    return await serve(cpo, request);
  } catch (error) {
    cpo.log(`failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    const timestamp = new Date(cpo.clock.nowMs()).toISOString();
    return {
      http: 500,
      headers: { "Content-Type": "application/json" },
      body: { status_code: 3000, status_message: "the simulator failed", timestamp },
    };
  }
}

async function respond(
  cpo: Cpo,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { http, headers, body, text } = await serveSafely(cpo, request);
  response.writeHead(http, headers).end(text ?? JSON.stringify(body));
}

/** The server of one CPO. It knows its CPO only once the port, and so the base URL, is known. */
export function createCpoServer(cpoOf: () => Cpo): Server {
  return createServer((request, response) => {
    void respond(cpoOf(), request, response);
  });
}

/** Listens on loopback only and returns the port; 0 asks for a free one. */
export async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  return address.port;
}
