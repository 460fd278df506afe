import type { z } from "zod";
import { credentialsSchema as earlier } from "@/ocpi/v2_2_1/schemas/credentials";
import { text } from "@/ocpi/wire/text";
import { optional, wireObject } from "@/ocpi/wire/wire-object";

/** OCPI 2.3.0 credentials, Credentials. A hub names itself beside the roles of those behind it. */
export const credentialsSchema = wireObject({ ...earlier.shape, hub_party_id: optional(text(5)) });

export type CredentialsWire = z.output<typeof credentialsSchema>;
