import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type ApiAnswer, answerApi } from "./api";
import { answerControl } from "./control/control-api";
import { answerPage } from "./pages/answer-page";
import { type Settings, settingsWith } from "./settings";
import { Simulator } from "./simulator";

const LARGEST_BODY = 1024 * 1024;

/** A simulator that listens. */
export interface RunningSimulator {
  url: string;
  port: number;
  simulator: Simulator;
  close(): Promise<void>;
}

/** Starts a simulator on loopback; port 0 takes a free one. */
export async function startSimulator(given: Partial<Settings> = {}): Promise<RunningSimulator> {
  const settings = settingsWith(given);
  const simulator = new Simulator(settings);
  const server = createServer((request, response) => {
    answer(simulator, request, response).catch((error: unknown) => {
      simulator.report(error);
      if (response.headersSent) response.destroy();
      else send(response, 500, "text/plain", "The Stripe simulator failed; see its log.");
    });
  });
  try {
    await listen(server, settings.port);
  } catch (error) {
    await simulator.close();
    throw error;
  }
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  simulator.setBase(settings.publicBase || url);
  simulator.wake();
  return {
    url,
    port,
    simulator,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      await simulator.close();
    },
  };
}

async function listen(server: Server, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve());
  });
}

async function answer(
  simulator: Simulator,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const method = request.method ?? "GET";
  const [path, query] = splitOnce(request.url ?? "/");
  if (!isOurHost(simulator, request.headers.host)) {
    send(response, 421, "text/plain", "The Stripe simulator answers on loopback names only.");
    return;
  }
  const body = await bodyOf(request);
  if (body === null) {
    send(response, 413, "text/plain", "The body is too large.");
    return;
  }
  if (path.startsWith("/_control/"))
    return control(simulator, request, response, { method, path, body });
  if (path.startsWith("/v1/"))
    return api(simulator, request, response, { method, path, query, body });
  simulator.runDue();
  const result = answerPage(simulator.world, { method, path, query, body });
  simulator.world.store.flush();
  response.on("finish", () => simulator.wake());
  if (result === null) return send(response, 404, "text/plain", "There is no such page.");
  if (result.kind === "redirect") {
    response.writeHead(303, { location: result.location, "cache-control": "no-store" }).end();
    return;
  }
  response.setHeader("content-security-policy", "default-src 'none'; style-src 'unsafe-inline'");
  response.setHeader("cache-control", "no-store");
  send(response, result.status, "text/html; charset=utf-8", result.html);
}

async function api(
  simulator: Simulator,
  request: IncomingMessage,
  response: ServerResponse,
  call: { method: string; path: string; query: string; body: string },
): Promise<void> {
  const version = headerOf(request, "stripe-version");
  const idempotencyKey = headerOf(request, "idempotency-key");
  const authorization = headerOf(request, "authorization");
  const path = call.path.replace(/(?<=.)\/+$/, "");
  const result = await answerApi(simulator, {
    ...call,
    path,
    authorization,
    version,
    idempotencyKey,
  });
  simulator.record({
    method: call.method,
    path,
    body: call.method === "GET" ? call.query : call.body,
    version,
    idempotencyKey,
    status: result.status,
    requestId: result.headers["request-id"] ?? null,
  });
  // Webhooks go out after the answer; after none at all where a fault swallows it.
  if (result.manner === "hang") simulator.wake();
  else response.on("close", () => simulator.wake());
  write(response, result);
}

function write(response: ServerResponse, result: ApiAnswer): void {
  if (result.manner === "hang") return;
  if (result.manner === "reset") {
    response.socket?.resetAndDestroy();
    return;
  }
  const length = Buffer.byteLength(result.body);
  response.writeHead(result.status, { ...result.headers, "content-length": String(length) });
  if (result.manner === "whole") {
    response.end(result.body);
    return;
  }
  const half = result.body.slice(0, Math.floor(result.body.length / 2));
  response.write(half, () => response.destroy());
}

async function control(
  simulator: Simulator,
  request: IncomingMessage,
  response: ServerResponse,
  call: { method: string; path: string; body: string },
): Promise<void> {
  // A page in a browser can post a form across origins, but not JSON without being asked first.
  const type = headerOf(request, "content-type") ?? "";
  if (call.method === "POST" && !type.startsWith("application/json")) {
    return send(response, 415, "text/plain", "Send application/json.");
  }
  const result = await answerControl(simulator, call);
  send(response, result.status, "application/json", result.body);
}

function isOurHost(simulator: Simulator, host: string | undefined): boolean {
  const name = (host ?? "").replace(/:\d+$/, "");
  if (["127.0.0.1", "localhost", "[::1]"].includes(name)) return true;
  const base = simulator.world.settings.publicBase;
  return base !== "" && new URL(base).host === host;
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { "content-type": type }).end(body);
}

function headerOf(request: IncomingMessage, name: string): string | null {
  const value = request.headers[name];
  return (Array.isArray(value) ? value[0] : value) ?? null;
}

function splitOnce(url: string): [string, string] {
  const at = url.indexOf("?");
  return at < 0 ? [url, ""] : [url.slice(0, at), url.slice(at + 1)];
}

async function bodyOf(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= LARGEST_BODY) chunks.push(chunk);
  }
  return size > LARGEST_BODY ? null : Buffer.concat(chunks).toString("utf8");
}
