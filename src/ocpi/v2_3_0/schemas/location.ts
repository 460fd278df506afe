import type { z } from "zod";
import { connectorSchema as earlierConnector } from "@/ocpi/v2_2_1/schemas/connector";
import { evseSchema as earlierEvse } from "@/ocpi/v2_2_1/schemas/evse";
import { locationSchema as earlierLocation } from "@/ocpi/v2_2_1/schemas/location";
import { openChoice } from "@/ocpi/wire/choice";
import { text } from "@/ocpi/wire/text";
import { list, optional, someOf, wireObject } from "@/ocpi/wire/wire-object";
import { evseParking, parkingSchema } from "./parking";

/** OCPI 2.3.0 mod_locations, Connector. */
export const connectorSchema = wireObject({
  ...earlierConnector.shape,
  capabilities: list(openChoice(["ISO_15118_2_PLUG_AND_CHARGE", "ISO_15118_20_PLUG_AND_CHARGE"])),
});

const parkingRestriction = openChoice([
  "CUSTOMERS",
  "DISABLED",
  "EMPLOYEES",
  "EV_ONLY",
  "MOTORCYCLES",
  "PLUGGED",
  "TAXIS",
  "TENANTS",
]);

/** OCPI 2.3.0 mod_locations, EVSE. */
export const evseSchema = wireObject({
  ...earlierEvse.shape,
  connectors: someOf(connectorSchema),
  parking_restrictions: list(parkingRestriction),
  parking: list(evseParking),
  accepted_service_providers: list(text(50)),
});

/** OCPI 2.3.0 mod_locations, Location. */
export const locationSchema = wireObject({
  ...earlierLocation.shape,
  evses: list(evseSchema),
  parking_places: list(parkingSchema),
  help_phone: optional(text(25)),
});

export type ConnectorWire = z.output<typeof connectorSchema>;
export type EvseWire = z.output<typeof evseSchema>;
export type LocationWire = z.output<typeof locationSchema>;
