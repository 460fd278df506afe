import type { z } from "zod";
import { optional, someOf, wireObject } from "@/ocpi/wire/wire-object";
import { priceComponentSchema } from "./price-component";
import { tariffRestrictionsSchema } from "./tariff-restrictions";

/** OCPI 2.2.1 mod_tariffs, TariffElement. */
export const tariffElementSchema = wireObject({
  price_components: someOf(priceComponentSchema),
  restrictions: optional(tariffRestrictionsSchema),
});

export type TariffElementWire = z.output<typeof tariffElementSchema>;
