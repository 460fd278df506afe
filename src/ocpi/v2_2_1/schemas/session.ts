import type { z } from "zod";
import { choice } from "@/ocpi/wire/choice";
import { dateTime } from "@/ocpi/wire/date-time";
import { decimal } from "@/ocpi/wire/number";
import { currencyCode, ident, NOT_AVAILABLE, partyCode, text } from "@/ocpi/wire/text";
import { list, optional, wireObject } from "@/ocpi/wire/wire-object";
import { authMethod } from "./auth-method";
import { cdrToken } from "./cdr-token";
import { chargingPeriodSchema } from "./charging-period";
import { price } from "./price";

/** OCPI 2.2.1 mod_sessions, SessionStatus. The text of the module says RESERVED, its table RESERVATION. */
const sessionStatus = choice(["ACTIVE", "COMPLETED", "INVALID", "PENDING", "RESERVATION"], {
  synonyms: { RESERVED: "RESERVATION" },
});

/** OCPI 2.2.1 mod_sessions, Session. */
export const sessionSchema = wireObject({
  country_code: partyCode(2),
  party_id: partyCode(3),
  id: ident(36),
  start_date_time: dateTime(),
  end_date_time: optional(dateTime()),
  kwh: decimal({ missing: "0" }),
  cdr_token: cdrToken,
  auth_method: authMethod,
  authorization_reference: optional(text(36)),
  location_id: ident(36, { missing: NOT_AVAILABLE }),
  evse_uid: ident(36, { missing: NOT_AVAILABLE }),
  connector_id: ident(36, { missing: NOT_AVAILABLE }),
  meter_id: optional(text(255)),
  currency: currencyCode(),
  charging_periods: list(chargingPeriodSchema),
  total_cost: optional(price),
  status: sessionStatus,
  last_updated: dateTime({ orReceipt: true }),
});

export type SessionWire = z.output<typeof sessionSchema>;
