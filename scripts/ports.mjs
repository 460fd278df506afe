// Ports on the loopback address.
import net from "node:net";

/** True when nothing listens on the port, on this host's IPv4 loopback or on all addresses. */
export function isPortFree(port, host = "127.0.0.1") {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once("error", () => resolve(false));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/** A port that was free a moment ago. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once("error", reject);
    server.listen({ port: 0, host: "127.0.0.1" }, () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** The first of `count` neighbouring free ports. */
export async function freePortRange(count) {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const first = await freePort();
    if (first + count > 65_535) continue;
    const taken = await takenPorts(first, count);
    if (taken.length === 0) return first;
  }
  throw new Error(`No ${count} neighbouring free ports were found.`);
}

export async function takenPorts(first, count) {
  const taken = [];
  for (let port = first; port < first + count; port += 1) {
    if (!(await isPortFree(port)) || !(await isPortFree(port, "::"))) taken.push(port);
  }
  return taken;
}
