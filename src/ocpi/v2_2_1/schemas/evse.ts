import type { z } from "zod";
import { openChoice } from "@/ocpi/wire/choice";
import { dateTime } from "@/ocpi/wire/date-time";
import { ident, text } from "@/ocpi/wire/text";
import { list, optional, someOf, wireObject } from "@/ocpi/wire/wire-object";
import { connectorSchema } from "./connector";
import { displayTexts } from "./display-text";
import { evseStatus } from "./evse-status";
import { geoLocationSchema } from "./geo-location";
import { imageSchema } from "./image";

/** OCPI 2.2.1 mod_locations, StatusSchedule. */
export const statusScheduleSchema = wireObject({
  period_begin: dateTime(),
  period_end: optional(dateTime()),
  status: evseStatus,
});

const capability = openChoice([
  "CHARGING_PROFILE_CAPABLE",
  "CHARGING_PREFERENCES_CAPABLE",
  "CHIP_CARD_SUPPORT",
  "CONTACTLESS_CARD_SUPPORT",
  "CREDIT_CARD_PAYABLE",
  "DEBIT_CARD_PAYABLE",
  "PED_TERMINAL",
  "REMOTE_START_STOP_CAPABLE",
  "RESERVABLE",
  "RFID_READER",
  "START_SESSION_CONNECTOR_REQUIRED",
  "TOKEN_GROUP_CAPABLE",
  "UNLOCK_CAPABLE",
]);

/** OCPI 2.2.1 mod_locations, EVSE. */
export const evseSchema = wireObject({
  uid: ident(36),
  evse_id: optional(text(48)),
  status: evseStatus,
  status_schedule: list(statusScheduleSchema),
  capabilities: list(capability),
  connectors: someOf(connectorSchema),
  floor_level: optional(text(4)),
  coordinates: optional(geoLocationSchema),
  physical_reference: optional(text(16)),
  directions: displayTexts,
  parking_restrictions: list(
    openChoice(["EV_ONLY", "PLUGGED", "DISABLED", "CUSTOMERS", "MOTORCYCLES"]),
  ),
  images: list(imageSchema),
  last_updated: dateTime({ orReceipt: true }),
});

export type EvseWire = z.output<typeof evseSchema>;
