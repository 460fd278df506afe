import { createServer, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { limits } from "@/config/limits";
import { createLogger } from "@/observability/logger";
import { createMachineListener, machineOf } from "./machine-listener";

const seen: Request[] = [];
const record = async (request: Request) => {
  seen.push(request);
  const text = await request.clone().text();
  return new Response(text, { status: 201, headers: { "x-seen": new URL(request.url).pathname } });
};
let server: Server;
let port: number;

beforeAll(async () => {
  const health = async () => Response.json({});
  const handlers = { ocpi: record, stripeWebhook: record, grid: record, health };
  const log = createLogger({ name: "test", level: "silent" });
  const listener = createMachineListener(handlers, "https://kvitt.example", log);
  server = createServer((request, response) => {
    if (!listener(request, response)) response.end("page");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  seen.length = 0;
});

const at = (path: string) => `http://127.0.0.1:${port}${path}`;

/** Sends bytes as they are and returns what came back until the connection closed. */
function sendRaw(...parts: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1");
    let text = "";
    socket.on("data", (chunk) => (text += chunk.toString("latin1")));
    socket.on("close", () => resolve(text)).on("error", reject);
    for (const part of parts) socket.write(part);
  });
}

describe("machineOf", () => {
  it.each([
    ["/ocpi", "ocpi"],
    ["/ocpi/versions?x=/health", "ocpi"],
    ["/stripe/webhook", "stripeWebhook"],
    ["/stripe/webhook/", "stripeWebhook"],
    ["/health", "health"],
    ["/grid/v1/signals/R-1", "grid"],
    ["/grids", null],
    ["/ocpix", null],
    ["/stripe", null],
    ["/", null],
    ["/healthy", null],
  ])("gives %s to %s", (target, kind) => {
    expect(machineOf(target)).toBe(kind);
  });
});

describe("createMachineListener", () => {
  it("leaves pages alone", async () => {
    expect(await (await fetch(at("/sessions"))).text()).toBe("page");
  });

  it("hands over method, headers, query and the bytes as they came", async () => {
    const body = '{"id":"å","n":1.50}';
    const headers = { "x-request-id": "r-1" };
    const answer = await fetch(at("/ocpi/2.2.1/x?a=b%20c"), { method: "PUT", body, headers });
    expect([answer.status, await answer.text()]).toEqual([201, body]);
    const [request] = seen;
    expect(request?.method).toBe("PUT");
    expect(request?.url).toBe("https://kvitt.example/ocpi/2.2.1/x?a=b%20c");
    expect(request?.headers.get("x-request-id")).toBe("r-1");
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
  });

  it("keeps to its own origin whatever host the client names", async () => {
    await sendRaw(
      "GET http://evil.example/ocpi/versions HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
    );
    await sendRaw("GET /ocpi/versions HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");
    const own = "https://kvitt.example/ocpi/versions";
    expect(seen.map(({ url }) => url)).toEqual([own, own]);
  });

  it("answers 413 in an envelope with the ids, before it has read a body that says its size", async () => {
    const answer = await sendRaw(
      "POST /ocpi/2.2.1/receiver/cdrs HTTP/1.1\r\nHost: x\r\nX-Request-ID: r-9\r\n",
      `Content-Length: ${limits.body.ocpi + 1}\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(answer.toLowerCase()).toContain("x-request-id: r-9");
    expect(answer).toContain('"status_code":2001');
    expect(seen).toEqual([]);
  });

  it("answers 413 to a body that does not say its size as soon as it is too large", async () => {
    const chunk = `10000\r\n${"x".repeat(0x10000)}\r\n`;
    const answer = await sendRaw(
      "POST /stripe/webhook HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n",
      chunk.repeat(17),
    );
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(seen).toEqual([]);
  });

  it("answers 405 to TRACE, which a web-standard request cannot hold", async () => {
    const answer = await sendRaw(
      "TRACE /ocpi/versions HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    );
    expect(answer).toMatch(/^HTTP\/1\.1 405 /);
    expect(seen).toEqual([]);
  });

  it("answers 405 to anything but a POST of a webhook", async () => {
    const answer = await fetch(at("/stripe/webhook"));
    expect([answer.status, answer.headers.get("allow")]).toEqual([405, "POST"]);
  });
});
