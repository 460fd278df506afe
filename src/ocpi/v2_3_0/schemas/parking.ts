import type { z } from "zod";
import { imageSchema } from "@/ocpi/v2_2_1/schemas/image";
import { choice, openChoice } from "@/ocpi/wire/choice";
import { reshaped } from "@/ocpi/wire/look";
import { decimal, flag } from "@/ocpi/wire/number";
import { ident, text } from "@/ocpi/wire/text";
import { list, optional, someOf, wireObject } from "@/ocpi/wire/wire-object";

const vehicleType = openChoice([
  "MOTORCYCLE",
  "PERSONAL_VEHICLE",
  "PERSONAL_VEHICLE_WITH_TRAILER",
  "VAN",
  "SEMI_TRACTOR",
  "RIGID",
  "TRUCK_WITH_TRAILER",
  "BUS",
  "DISABLED",
]);

/** OCPI 2.3.0 mod_locations, Parking. Nothing is billed by it, so that what is missing is taken as "no". */
export const parkingSchema = wireObject({
  id: ident(36),
  physical_reference: optional(text(12)),
  vehicle_types: someOf(vehicleType),
  max_vehicle_weight: optional(decimal()),
  max_vehicle_height: optional(decimal()),
  max_vehicle_length: optional(decimal()),
  max_vehicle_width: optional(decimal()),
  parking_space_length: optional(decimal()),
  parking_space_width: optional(decimal()),
  dangerous_goods_allowed: optional(flag()),
  direction: optional(choice(["PARALLEL", "PERPENDICULAR", "ANGLE"])),
  drive_through: optional(flag()),
  restricted_to_type: flag({ missing: false }),
  reservation_required: flag({ missing: false }),
  time_limit: optional(decimal()),
  roofed: optional(flag()),
  images: list(imageSchema),
  lighting: optional(flag()),
  refrigeration_outlet: optional(flag()),
  standards: list(text(36)),
  apds_reference: optional(text(255)),
});

/** OCPI 2.3.0 mod_locations, EVSEParking. */
export const evseParkingSchema = wireObject({
  parking_id: ident(36),
  evse_position: optional(openChoice(["LEFT", "RIGHT", "CENTER"])),
});

export type ParkingWire = z.output<typeof parkingSchema>;
export type EvseParkingWire = z.output<typeof evseParkingSchema>;

/** A place beside an EVSE; edition 1's examples name it by its id alone. */
export const evseParking = reshaped<EvseParkingWire>(evseParkingSchema, (value) =>
  typeof value === "string" && value !== ""
    ? { note: "text-for-object", read: { parking_id: value } }
    : "fine",
);
