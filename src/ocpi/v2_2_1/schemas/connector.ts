import type { z } from "zod";
import { dateTime } from "@/ocpi/wire/date-time";
import { integer } from "@/ocpi/wire/number";
import { ident, text } from "@/ocpi/wire/text";
import { list, optional, wireObject } from "@/ocpi/wire/wire-object";
import { connectorFormat, connectorType, powerType } from "./connector-words";

/** OCPI 2.2.1 mod_locations, Connector. The specification's own "add an EVSE" leaves half of it out. */
export const connectorSchema = wireObject({
  id: ident(36),
  standard: connectorType,
  format: connectorFormat,
  power_type: powerType,
  max_voltage: integer({ missing: "0" }),
  max_amperage: integer({ missing: "0" }),
  max_electric_power: optional(integer()),
  tariff_ids: list(ident(36)),
  terms_and_conditions: optional(text(255)),
  last_updated: dateTime({ orReceipt: true }),
});

export type ConnectorWire = z.output<typeof connectorSchema>;
