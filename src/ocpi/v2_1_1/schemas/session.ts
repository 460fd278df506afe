import type { z } from "zod";
import { sessionSchema as later } from "@/ocpi/v2_2_1/schemas/session";
import { ident, NOT_AVAILABLE, text } from "@/ocpi/wire/text";
import { list, optional, wireObject } from "@/ocpi/wire/wire-object";
import { chargingPeriodSchema } from "./charging-period";
import { laterField } from "./later-field";
import { place } from "./place";
import { renamed } from "./renamed";
import { totalCost } from "./total-cost";

const {
  start_date_time: start_datetime,
  end_date_time: end_datetime,
  cdr_token: _token,
  location_id: _location,
  evse_uid: _evse,
  connector_id: _connector,
  ...same
} = later.shape;

/** OCPI 2.1.1 mod_sessions, Session. `authorization_id` is what a hub gives beside it. */
export const sessionSchema = wireObject({
  ...same,
  country_code: laterField(later.shape.country_code),
  party_id: laterField(later.shape.party_id),
  start_datetime,
  end_datetime,
  auth_id: ident(36, { missing: NOT_AVAILABLE }),
  authorization_reference: laterField(later.shape.authorization_reference),
  authorization_id: laterField(text(36)),
  location: place,
  charging_periods: list(chargingPeriodSchema),
  total_cost: optional(totalCost),
});

export type SessionWire = z.output<typeof sessionSchema>;

/** A Session; its times may have the names that they have in CDRs and in later versions. */
export const session = renamed<SessionWire>(sessionSchema, {
  start_date_time: "start_datetime",
  end_date_time: "end_datetime",
});
