import type { z } from "zod";
import { openChoice } from "@/ocpi/wire/choice";
import { dateTime } from "@/ocpi/wire/date-time";
import { flag } from "@/ocpi/wire/number";
import { coordinate, ident, NOT_AVAILABLE, partyCode, text } from "@/ocpi/wire/text";
import { list, optional, wireObject } from "@/ocpi/wire/wire-object";
import { businessDetailsSchema } from "./business-details";
import { tokenType } from "./cdr-token";
import { displayText, displayTexts } from "./display-text";
import { energyMixSchema } from "./energy-mix";
import { evseSchema } from "./evse";
import { geoLocation } from "./geo-location";
import { hoursSchema } from "./hours";
import { imageSchema } from "./image";
import { timeZone } from "./time-zone";

const orNotAvailable = { missing: NOT_AVAILABLE };

/** OCPI 2.2.1 mod_locations, AdditionalGeoLocation. */
export const additionalGeoLocationSchema = wireObject({
  latitude: coordinate(10),
  longitude: coordinate(11),
  name: optional(displayText),
});

/** OCPI 2.2.1 mod_locations, PublishTokenType. */
export const publishTokenTypeSchema = wireObject({
  uid: optional(ident(36)),
  type: optional(tokenType),
  visual_number: optional(text(64)),
  issuer: optional(text(64)),
  group_id: optional(ident(36)),
});

const facility = openChoice([
  "HOTEL",
  "RESTAURANT",
  "CAFE",
  "MALL",
  "SUPERMARKET",
  "SPORT",
  "RECREATION_AREA",
  "NATURE",
  "MUSEUM",
  "BIKE_SHARING",
  "BUS_STOP",
  "TAXI_STAND",
  "TRAM_STOP",
  "METRO_STATION",
  "TRAIN_STATION",
  "AIRPORT",
  "PARKING_LOT",
  "CARPOOL_PARKING",
  "FUEL_STATION",
  "WIFI",
]);

const parkingType = openChoice([
  "ALONG_MOTORWAY",
  "PARKING_GARAGE",
  "PARKING_LOT",
  "ON_DRIVEWAY",
  "ON_STREET",
  "UNDERGROUND_GARAGE",
]);

/** OCPI 2.2.1 mod_locations, Location. Without `publish` a location is not shown. */
export const locationSchema = wireObject({
  country_code: partyCode(2),
  party_id: partyCode(3),
  id: ident(36),
  publish: flag({ missing: false }),
  publish_allowed_to: list(publishTokenTypeSchema),
  name: optional(text(255)),
  address: text(255, orNotAvailable),
  city: text(45, orNotAvailable),
  postal_code: optional(text(10)),
  state: optional(text(45)),
  country: text(3, orNotAvailable),
  coordinates: geoLocation,
  related_locations: list(additionalGeoLocationSchema),
  parking_type: optional(parkingType),
  evses: list(evseSchema),
  directions: displayTexts,
  operator: optional(businessDetailsSchema),
  suboperator: optional(businessDetailsSchema),
  owner: optional(businessDetailsSchema),
  facilities: list(facility),
  time_zone: timeZone(),
  opening_times: optional(hoursSchema),
  charging_when_closed: optional(flag()),
  images: list(imageSchema),
  energy_mix: optional(energyMixSchema),
  last_updated: dateTime({ orReceipt: true }),
});

export type LocationWire = z.output<typeof locationSchema>;
