import type { z } from "zod";
import { ident, NOT_AVAILABLE, text } from "@/ocpi/wire/text";
import { optional, orElse, wireObject } from "@/ocpi/wire/wire-object";
import { connectorFormat, connectorType, powerType } from "./connector-words";
import { geoLocation } from "./geo-location";

const orNotAvailable = { missing: NOT_AVAILABLE };

/** OCPI 2.2.1 mod_cdrs, CdrLocation. */
export const cdrLocationSchema = wireObject({
  id: ident(36, orNotAvailable),
  name: optional(text(255)),
  address: text(45, orNotAvailable),
  city: text(45, orNotAvailable),
  postal_code: optional(text(10)),
  state: optional(text(20)),
  country: text(3, orNotAvailable),
  coordinates: geoLocation,
  evse_uid: ident(36, orNotAvailable),
  evse_id: ident(48, orNotAvailable),
  connector_id: ident(36, orNotAvailable),
  connector_standard: connectorType,
  connector_format: connectorFormat,
  connector_power_type: powerType,
});

export type CdrLocationWire = z.output<typeof cdrLocationSchema>;

/** A place that may be missing altogether. */
export const cdrLocation = orElse<CdrLocationWire>(cdrLocationSchema, {});
