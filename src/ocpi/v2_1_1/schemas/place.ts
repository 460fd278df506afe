import { z } from "zod";
import { raise } from "@/ocpi/wire/look";
import { ident, NOT_AVAILABLE } from "@/ocpi/wire/text";
import { list, orElse, wireObject } from "@/ocpi/wire/wire-object";
import { connectorSchema } from "./connector";
import { evseSchema } from "./evse";
import { locationSchema } from "./location";

const orNotAvailable = { missing: NOT_AVAILABLE };
// Parts of a Location that say nothing of where somebody charged: a fault in them must not cost a CDR.
const unread = z.unknown().optional();

const placeConnectorSchema = wireObject({
  ...connectorSchema.shape,
  id: ident(36, orNotAvailable),
  voltage: unread,
  amperage: unread,
  max_electric_power: unread,
  tariff_id: unread,
  tariff_ids: unread,
  terms_and_conditions: unread,
  last_updated: unread,
});

const placeEvseSchema = wireObject({
  ...evseSchema.shape,
  uid: ident(39, orNotAvailable),
  status: unread,
  status_schedule: unread,
  capabilities: unread,
  connectors: list(placeConnectorSchema),
  floor_level: unread,
  coordinates: unread,
  physical_reference: unread,
  directions: unread,
  parking_restrictions: unread,
  images: unread,
  last_updated: unread,
});

const placeSchema = wireObject({
  ...locationSchema.shape,
  country_code: unread,
  party_id: unread,
  id: ident(39, orNotAvailable),
  type: unread,
  publish: unread,
  publish_allowed_to: unread,
  related_locations: unread,
  evses: list(placeEvseSchema),
  directions: unread,
  operator: unread,
  suboperator: unread,
  owner: unread,
  facilities: unread,
  time_zone: unread,
  opening_times: unread,
  charging_when_closed: unread,
  images: unread,
  energy_mix: unread,
  last_updated: unread,
}).check((payload) => {
  const { evses } = payload.value;
  if (Array.isArray(evses) && evses.length > 1) raise(payload, { note: "several-evses" }, "evses");
});

export type PlaceWire = z.output<typeof placeSchema>;

/**
 * The Location of a 2.1.1 CDR or Session, "including only the relevant EVSE and Connector" (mod_cdrs). It may be
 * missing altogether, and nothing in it but what is no text at all keeps its CDR from being read.
 */
export const place = orElse<PlaceWire>(placeSchema, {});
