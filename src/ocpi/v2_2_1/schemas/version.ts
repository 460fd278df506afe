import type { z } from "zod";
import { isJsonObject } from "@/ocpi/json-value";
import { openChoice } from "@/ocpi/wire/choice";
import { reshaped } from "@/ocpi/wire/look";
import { text } from "@/ocpi/wire/text";
import { someOf, wireObject } from "@/ocpi/wire/wire-object";

/** OCPI 2.2.1 version_information_endpoint, VersionNumber; later ones are kept and noted. */
const versionNumber = openChoice(["2.0", "2.1", "2.1.1", "2.2", "2.2.1", "2.3.0"]);

/** OCPI 2.2.1 version_information_endpoint, Version. */
export const versionSchema = wireObject({ version: versionNumber, url: text(255) });

/** OCPI 2.2.1 version_information_endpoint, Endpoint; "invoicereconciliation" is 2.3.0's. */
export const endpointSchema = wireObject({
  identifier: openChoice([
    "cdrs",
    "chargingprofiles",
    "commands",
    "credentials",
    "hubclientinfo",
    "invoicereconciliation",
    "locations",
    "sessions",
    "tariffs",
    "tokens",
  ]),
  role: openChoice(["SENDER", "RECEIVER"]),
  url: text(255),
});

const RECEIVED_BY_A_CPO = new Set<unknown>(["tokens", "commands", "chargingprofiles"]);

/** An endpoint; where the role is left out (2.1.1 had none), it is the one a CPO has. */
const endpoint = reshaped<EndpointWire>(endpointSchema, (value) => {
  if (!isJsonObject(value) || (value["role"] ?? "") !== "") return "fine";
  const role = RECEIVED_BY_A_CPO.has(value["identifier"]) ? "RECEIVER" : "SENDER";
  return { note: "missing-role", read: { ...value, role } };
});

/** OCPI 2.2.1 version_information_endpoint, the details of one version. */
export const versionDetailsSchema = wireObject({
  version: versionNumber,
  endpoints: someOf(endpoint),
});

export type VersionWire = z.output<typeof versionSchema>;
export type EndpointWire = z.output<typeof endpointSchema>;
export type VersionDetailsWire = z.output<typeof versionDetailsSchema>;
