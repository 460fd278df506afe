import type { z } from "zod";
import { evseSchema as later } from "@/ocpi/v2_2_1/schemas/evse";
import { ident } from "@/ocpi/wire/text";
import { someOf, wireObject } from "@/ocpi/wire/wire-object";
import { connectorSchema } from "./connector";

/** OCPI 2.1.1 mod_locations, EVSE. */
export const evseSchema = wireObject({
  ...later.shape,
  uid: ident(39),
  connectors: someOf(connectorSchema),
});

export type EvseWire = z.output<typeof evseSchema>;
