import type { z } from "zod";
import { ident } from "@/ocpi/wire/text";
import { list, wireObject } from "@/ocpi/wire/wire-object";

/** OCPI 2.1.1 mod_tokens, LocationReferences. Connectors are named without their EVSE, hence of no use. */
export const locationReferencesSchema = wireObject({
  location_id: ident(39),
  evse_uids: list(ident(39)),
  connector_ids: list(ident(36)),
});

export type LocationReferencesWire = z.output<typeof locationReferencesSchema>;
