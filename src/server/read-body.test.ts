import { createServer, type IncomingMessage } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { readBody } from "./read-body";

let close: (() => void) | undefined;
afterEach(() => close?.());

/** Starts a request whose body the test writes piece by piece. */
async function open(head: string): Promise<{ request: IncomingMessage; socket: Socket }> {
  const server = createServer();
  const arrived = new Promise<IncomingMessage>((resolve) => server.once("request", resolve));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
  socket.on("error", () => undefined);
  socket.write(`POST / HTTP/1.1\r\nHost: x\r\n${head}\r\n\r\n`);
  close = () => {
    socket.destroy();
    server.closeAllConnections();
    server.close();
  };
  return { request: await arrived, socket };
}

describe("readBody", () => {
  it("reads a body that comes in pieces", async () => {
    const { request, socket } = await open("Content-Length: 6");
    const body = readBody(request, { maxBytes: 6, timeoutMs: 1000 });
    socket.write("abc");
    setTimeout(() => socket.write("def"), 20);
    const read = await body;
    expect(read.ok && Buffer.from(read.bytes).toString("utf8")).toBe("abcdef");
  });

  it("gives up on a body that trickles", async () => {
    const { request, socket } = await open("Content-Length: 1000");
    const trickle = setInterval(() => socket.write("x"), 10);
    const read = await readBody(request, { maxBytes: 1000, timeoutMs: 100 });
    clearInterval(trickle);
    expect(read).toEqual({ ok: false, status: 408 });
  });

  it("fails when the connection breaks, rather than take half a body for a whole one", async () => {
    const { request, socket } = await open("Content-Length: 1000");
    const body = readBody(request, { maxBytes: 1000, timeoutMs: 1000 });
    socket.write("half");
    setTimeout(() => socket.destroy(), 20);
    await expect(body).rejects.toThrow();
  });
});
