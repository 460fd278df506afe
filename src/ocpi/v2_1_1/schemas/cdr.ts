import type { z } from "zod";
import { cdrSchema as later } from "@/ocpi/v2_2_1/schemas/cdr";
import { ident, NOT_AVAILABLE, text } from "@/ocpi/wire/text";
import { list, someOf, wireObject } from "@/ocpi/wire/wire-object";
import { chargingPeriodSchema } from "./charging-period";
import { laterField } from "./later-field";
import { place } from "./place";
import { renamed } from "./renamed";
import { tariffSchema } from "./tariff";
import { totalCost } from "./total-cost";

const {
  end_date_time: stop_date_time,
  cdr_token: _token,
  cdr_location: _location,
  ...same
} = later.shape;

/** OCPI 2.1.1 mod_cdrs, CDR. `authorization_id` is what a hub gives beside it. */
export const cdrSchema = wireObject({
  ...same,
  country_code: laterField(later.shape.country_code),
  party_id: laterField(later.shape.party_id),
  id: ident(36),
  stop_date_time,
  session_id: laterField(later.shape.session_id),
  auth_id: ident(36, { missing: NOT_AVAILABLE }),
  authorization_reference: laterField(later.shape.authorization_reference),
  authorization_id: laterField(text(36)),
  location: place,
  tariffs: list(tariffSchema),
  charging_periods: someOf(chargingPeriodSchema),
  signed_data: laterField(later.shape.signed_data),
  total_cost: totalCost,
  total_fixed_cost: laterField(later.shape.total_fixed_cost),
  total_energy_cost: laterField(later.shape.total_energy_cost),
  total_time_cost: laterField(later.shape.total_time_cost),
  total_parking_cost: laterField(later.shape.total_parking_cost),
  total_reservation_cost: laterField(later.shape.total_reservation_cost),
  invoice_reference_id: laterField(later.shape.invoice_reference_id),
  credit: laterField(later.shape.credit),
  credit_reference_id: laterField(later.shape.credit_reference_id),
  home_charging_compensation: laterField(later.shape.home_charging_compensation),
});

export type CdrWire = z.output<typeof cdrSchema>;

/** A CDR; its end may have the name of later versions. */
export const cdr = renamed<CdrWire>(cdrSchema, { end_date_time: "stop_date_time" });
