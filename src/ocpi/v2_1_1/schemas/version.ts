import type { z } from "zod";
import { endpointSchema as later, versionSchema } from "@/ocpi/v2_2_1/schemas/version";
import { someOf, wireObject } from "@/ocpi/wire/wire-object";
import { laterField } from "./later-field";

/** OCPI 2.1.1 version_information_endpoint, Endpoint. It has no role. */
export const endpointSchema = wireObject({
  identifier: later.shape.identifier,
  url: later.shape.url,
  role: laterField(later.shape.role),
});

/** OCPI 2.1.1 version_information_endpoint, the details of the version. */
export const versionDetailsSchema = wireObject({
  version: versionSchema.shape.version,
  endpoints: someOf(endpointSchema),
});

export type VersionDetailsWire = z.output<typeof versionDetailsSchema>;
