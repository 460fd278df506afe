import type { z } from "zod";
import { choice } from "@/ocpi/wire/choice";
import { dateTime } from "@/ocpi/wire/date-time";
import { flag } from "@/ocpi/wire/number";
import { ident, NOT_AVAILABLE, partyCode, text } from "@/ocpi/wire/text";
import { optional, wireObject } from "@/ocpi/wire/wire-object";
import { tokenType } from "./cdr-token";

/** OCPI 2.2.1 mod_tokens, EnergyContract. */
export const energyContractSchema = wireObject({
  supplier_name: text(64),
  contract_id: optional(text(64)),
});

/** OCPI 2.2.1 mod_tokens, Token. */
export const tokenSchema = wireObject({
  country_code: partyCode(2),
  party_id: partyCode(3),
  uid: ident(36),
  type: tokenType,
  contract_id: ident(36),
  visual_number: optional(text(64)),
  issuer: text(64, { missing: NOT_AVAILABLE }),
  group_id: optional(ident(36)),
  valid: flag(),
  whitelist: choice(["ALWAYS", "ALLOWED", "ALLOWED_OFFLINE", "NEVER"]),
  language: optional(text(2)),
  default_profile_type: optional(choice(["CHEAP", "FAST", "GREEN", "REGULAR"])),
  energy_contract: optional(energyContractSchema),
  last_updated: dateTime({ orReceipt: true }),
});

export type TokenWire = z.output<typeof tokenSchema>;
