import { lookup as resolve } from "node:dns";
import type { LookupFunction } from "node:net";
import { Agent, buildConnector } from "undici";
import { limits } from "@/config/limits";
import { isAllowedAddress } from "./allowed-address";

/** An address that we do not connect to. */
export class AddressRefusedError extends Error {
  override readonly name = "AddressRefusedError";
}

/** Finds a name's addresses, as `node:dns` does. */
export type Resolve = typeof resolve;

// The socket connects to what this gives it: the name is resolved once, and every address it has must be allowed.
function guardedLookup(allowLoopback: boolean, find: Resolve): LookupFunction {
  return (hostname, options, callback) => {
    find(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, "", 4);
      const [first] = addresses;
      const areAllowed = addresses.every(({ address }) => isAllowedAddress(address, allowLoopback));
      if (!first || !areAllowed) return callback(new AddressRefusedError("refused"), "", 4);
      if (options.all) return callback(null, addresses);
      callback(null, first.address, first.family);
    });
  };
}

/**
 * What calls partners: checks the address that it connects to, both what the name resolved to and what the socket
 * says (a literal address is not looked up), follows no redirect, and gives up in time.
 */
export function createGuardedAgent(allowLoopback: boolean, find: Resolve = resolve): Agent {
  const connect = buildConnector({
    timeout: limits.partner.connectMs,
    allowH2: false,
    lookup: guardedLookup(allowLoopback, find),
  });
  return new Agent({
    headersTimeout: limits.partner.responseMs,
    bodyTimeout: limits.partner.responseMs,
    connect: (options, callback) => {
      connect(options, (...[error, socket]) => {
        if (error || !socket) return callback(error ?? new Error("no socket"), null);
        if (isAllowedAddress(socket.remoteAddress ?? "", allowLoopback)) {
          return callback(null, socket);
        }
        socket.destroy();
        callback(new AddressRefusedError("refused"), null);
      });
    },
  });
}
