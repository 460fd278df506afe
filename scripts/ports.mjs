// Ports on the loopback address.
import net from "node:net";

const takenCodes = ["EADDRINUSE", "EACCES"];

/** True when a server could listen on the port of that address. An address that this machine does not have takes nothing. */
export function isPortFree(port, host = "127.0.0.1") {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once("error", (error) => resolve(!takenCodes.includes(error.code)));
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

/** Which of `count` ports from `first` on are taken, on the IPv4 loopback or on all addresses. */
export async function takenPorts(first, count) {
  const taken = [];
  for (let port = first; port < first + count; port += 1) {
    if (!(await isPortFree(port)) || !(await isPortFree(port, "::"))) taken.push(port);
  }
  return taken;
}
