import type { z } from "zod";
import { ident } from "@/ocpi/wire/text";
import { list, wireObject } from "@/ocpi/wire/wire-object";

/** OCPI 2.2.1 mod_tokens, LocationReferences. */
export const locationReferencesSchema = wireObject({
  location_id: ident(36),
  evse_uids: list(ident(36)),
});

export type LocationReferencesWire = z.output<typeof locationReferencesSchema>;
