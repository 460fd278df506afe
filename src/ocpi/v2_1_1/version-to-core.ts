import type { PartnerVersionDetails } from "@/ocpi/codec";
import type { VersionDetailsWire } from "./schemas/version";

const RECEIVED_BY_A_CPO = new Set(["tokens", "commands"]);

/** OCPI 2.1.1 version details. Endpoints have no role there: it is the one a CPO has. */
export function versionDetailsToCore(wire: VersionDetailsWire): PartnerVersionDetails {
  const endpoints = wire.endpoints.map(({ identifier, url }) => ({
    identifier,
    role: RECEIVED_BY_A_CPO.has(identifier) ? "RECEIVER" : "SENDER",
    url,
  }));
  return { version: wire.version, endpoints };
}
