import type { z } from "zod";
import { locationSchema as later } from "@/ocpi/v2_2_1/schemas/location";
import { openChoice } from "@/ocpi/wire/choice";
import { ident, NOT_AVAILABLE, text } from "@/ocpi/wire/text";
import { list, optional, wireObject } from "@/ocpi/wire/wire-object";
import { energyMixSchema } from "./energy-mix";
import { evseSchema } from "./evse";
import { hoursSchema } from "./hours";
import { laterField } from "./later-field";

const { parking_type: _parkingType, ...same } = later.shape;

/** OCPI 2.1.1 mod_locations, Location. It does not say whose it is. */
export const locationSchema = wireObject({
  ...same,
  country_code: laterField(later.shape.country_code),
  party_id: laterField(later.shape.party_id),
  id: ident(39),
  type: openChoice(
    ["ON_STREET", "PARKING_GARAGE", "UNDERGROUND_GARAGE", "PARKING_LOT", "OTHER", "UNKNOWN"],
    { missing: "UNKNOWN" },
  ),
  publish: laterField(later.shape.publish),
  publish_allowed_to: laterField(later.shape.publish_allowed_to),
  address: text(45, { missing: NOT_AVAILABLE }),
  postal_code: text(10, { missing: NOT_AVAILABLE }),
  state: laterField(later.shape.state),
  evses: list(evseSchema),
  time_zone: optional(later.shape.time_zone),
  opening_times: optional(hoursSchema),
  energy_mix: optional(energyMixSchema),
});

export type LocationWire = z.output<typeof locationSchema>;
