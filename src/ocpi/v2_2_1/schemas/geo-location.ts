import type { z } from "zod";
import { coordinate, NOT_AVAILABLE } from "@/ocpi/wire/text";
import { orElse, wireObject } from "@/ocpi/wire/wire-object";

/** OCPI 2.2.1 mod_locations, GeoLocation. */
export const geoLocationSchema = wireObject({
  latitude: coordinate(10),
  longitude: coordinate(11),
});

export type GeoLocationWire = z.output<typeof geoLocationSchema>;

/** A required coordinate that may be missing all the same. */
export const geoLocation = orElse<GeoLocationWire>(geoLocationSchema, {
  latitude: NOT_AVAILABLE,
  longitude: NOT_AVAILABLE,
});
