import type { z } from "zod";
import { openChoice } from "@/ocpi/wire/choice";
import { ident, NOT_AVAILABLE, partyCode, text } from "@/ocpi/wire/text";
import { orElse, someOf, wireObject } from "@/ocpi/wire/wire-object";
import { businessDetailsSchema, type BusinessDetailsWire } from "./business-details";

/** OCPI 2.2.1 credentials, CredentialsRole. */
export const credentialsRoleSchema = wireObject({
  role: openChoice(["CPO", "EMSP", "HUB", "NAP", "NSP", "OTHER", "SCSP"]),
  business_details: orElse<BusinessDetailsWire>(businessDetailsSchema, { name: NOT_AVAILABLE }),
  party_id: partyCode(3),
  country_code: partyCode(2),
});

/** OCPI 2.2.1 credentials, Credentials. Fields of 2.1.1 beside `roles` are kept and noted. */
export const credentialsSchema = wireObject({
  token: ident(64),
  url: text(255),
  roles: someOf(credentialsRoleSchema),
});

export type CredentialsWire = z.output<typeof credentialsSchema>;
export type CredentialsRoleWire = z.output<typeof credentialsRoleSchema>;
