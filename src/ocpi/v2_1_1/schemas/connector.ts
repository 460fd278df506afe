import type { z } from "zod";
import { connectorSchema as later } from "@/ocpi/v2_2_1/schemas/connector";
import { integer } from "@/ocpi/wire/number";
import { ident } from "@/ocpi/wire/text";
import { wireObject } from "@/ocpi/wire/wire-object";
import { laterField } from "./later-field";
import { unlessEmpty } from "./unless-empty";

const { max_voltage: voltage, max_amperage: amperage, ...same } = later.shape;

/** OCPI 2.1.1 mod_locations, Connector. */
export const connectorSchema = wireObject({
  ...same,
  voltage,
  amperage,
  max_electric_power: laterField(integer()),
  tariff_id: unlessEmpty(ident(36)),
  tariff_ids: laterField(later.shape.tariff_ids),
});

export type ConnectorWire = z.output<typeof connectorSchema>;
