import type { z } from "zod";
import {
  credentialsRoleSchema,
  credentialsSchema as later,
} from "@/ocpi/v2_2_1/schemas/credentials";
import { wireObject } from "@/ocpi/wire/wire-object";

const { business_details, party_id, country_code } = credentialsRoleSchema.shape;

/** OCPI 2.1.1 credentials, Credentials: one party, without a role. */
export const credentialsSchema = wireObject({
  token: later.shape.token,
  url: later.shape.url,
  business_details,
  party_id,
  country_code,
});

export type CredentialsWire = z.output<typeof credentialsSchema>;
