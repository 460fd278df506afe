import type { z } from "zod";
import { cdrSchema as earlier } from "@/ocpi/v2_2_1/schemas/cdr";
import { list, optional, wireObject } from "@/ocpi/wire/wire-object";
import { price } from "./price";
import { tariffSchema } from "./tariff";

/** OCPI 2.3.0 mod_cdrs, CDR. */
export const cdrSchema = wireObject({
  ...earlier.shape,
  tariffs: list(tariffSchema),
  total_cost: price,
  total_fixed_cost: optional(price),
  total_energy_cost: optional(price),
  total_time_cost: optional(price),
  total_parking_cost: optional(price),
  total_reservation_cost: optional(price),
});

export type CdrWire = z.output<typeof cdrSchema>;
