import { accept, type Exchange, METHOD_NOT_ALLOWED, NOT_FOUND, type Reply } from "./exchange";
import type { Endpoint } from "./ocpi-objects";

/** Where each module is, below `/ocpi/2.2.1/`. */
const MODULE_PATHS: readonly [string, Endpoint["role"], string][] = [
  ["credentials", "SENDER", "credentials"],
  ["locations", "SENDER", "sender/locations"],
  ["tariffs", "SENDER", "sender/tariffs"],
  ["sessions", "SENDER", "sender/sessions"],
  ["cdrs", "SENDER", "sender/cdrs"],
  ["tokens", "RECEIVER", "receiver/tokens"],
  ["commands", "RECEIVER", "receiver/commands"],
];

export function listVersions({ cpo, method, path }: Exchange): Reply {
  if (path.length > 0) return NOT_FOUND;
  if (method !== "GET") return METHOD_NOT_ALLOWED;
  return accept([{ version: "2.2.1", url: `${cpo.baseUrl}/ocpi/2.2.1` }]);
}

export function showDetails({ cpo, method, path }: Exchange): Reply {
  if (path.length > 0) return NOT_FOUND;
  if (method !== "GET") return METHOD_NOT_ALLOWED;
  const endpoints = MODULE_PATHS.map(([identifier, role, below]) => ({
    identifier,
    role,
    url: `${cpo.baseUrl}/ocpi/2.2.1/${below}`,
  }));
  return accept({ version: "2.2.1", endpoints });
}
