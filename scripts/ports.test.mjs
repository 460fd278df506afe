import net from "node:net";
import { expect, it } from "vitest";
import { freePort, freePortRange, isPortFree, takenPorts } from "./ports.mjs";

async function withServer(host, work) {
  const server = net.createServer();
  await new Promise((resolve) => server.listen({ port: 0, host }, resolve));
  try {
    await work(server.address().port);
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
}

it.each(["127.0.0.1", "0.0.0.0"])("sees a port that a server on %s has taken", async (host) => {
  await withServer(host, async (port) => {
    expect(await takenPorts(port, 1)).toEqual([port]);
  });
});

it("counts a port of an address that this machine does not have as free", async () => {
  expect(await isPortFree(await freePort(), "192.0.2.1")).toBe(true);
});

it("finds neighbouring ports that are all free", async () => {
  const first = await freePortRange(4);
  expect(await takenPorts(first, 4)).toEqual([]);
});
