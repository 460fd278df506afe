import type { z } from "zod";
import { dateTime } from "@/ocpi/wire/date-time";
import { decimal, flag } from "@/ocpi/wire/number";
import { currencyCode, ident, partyCode, text } from "@/ocpi/wire/text";
import { list, optional, someOf, wireObject } from "@/ocpi/wire/wire-object";
import { authMethod } from "./auth-method";
import { cdrLocation } from "./cdr-location";
import { cdrToken } from "./cdr-token";
import { chargingPeriodSchema } from "./charging-period";
import { price } from "./price";
import { signedDataSchema } from "./signed-data";
import { tariffSchema } from "./tariff";

/** OCPI 2.2.1 mod_cdrs, CDR. */
export const cdrSchema = wireObject({
  country_code: partyCode(2),
  party_id: partyCode(3),
  id: ident(39),
  start_date_time: dateTime(),
  end_date_time: dateTime(),
  session_id: optional(ident(36)),
  cdr_token: cdrToken,
  auth_method: authMethod,
  authorization_reference: optional(text(36)),
  cdr_location: cdrLocation,
  meter_id: optional(text(255)),
  currency: currencyCode(),
  tariffs: list(tariffSchema),
  charging_periods: someOf(chargingPeriodSchema),
  signed_data: optional(signedDataSchema),
  total_cost: price,
  total_fixed_cost: optional(price),
  total_energy: decimal(),
  total_energy_cost: optional(price),
  total_time: decimal(),
  total_time_cost: optional(price),
  total_parking_time: optional(decimal()),
  total_parking_cost: optional(price),
  total_reservation_cost: optional(price),
  remark: optional(text(255)),
  invoice_reference_id: optional(text(39)),
  credit: optional(flag()),
  credit_reference_id: optional(text(39)),
  home_charging_compensation: optional(flag()),
  last_updated: dateTime({ orReceipt: true }),
});

export type CdrWire = z.output<typeof cdrSchema>;
