import type { z } from "zod";
import { priceComponentSchema as laterComponent } from "@/ocpi/v2_2_1/schemas/price-component";
import { tariffSchema as later } from "@/ocpi/v2_2_1/schemas/tariff";
import { tariffRestrictionsSchema as laterRestrictions } from "@/ocpi/v2_2_1/schemas/tariff-restrictions";
import { optional, someOf, wireObject } from "@/ocpi/wire/wire-object";
import { energyMixSchema } from "./energy-mix";
import { laterField } from "./later-field";

/** OCPI 2.1.1 mod_tariffs, PriceComponent. Without VAT. */
export const priceComponentSchema = wireObject({
  ...laterComponent.shape,
  vat: laterField(laterComponent.shape.vat),
});

/** OCPI 2.1.1 mod_tariffs, TariffRestrictions. */
export const tariffRestrictionsSchema = wireObject({
  ...laterRestrictions.shape,
  min_current: laterField(laterRestrictions.shape.min_current),
  max_current: laterField(laterRestrictions.shape.max_current),
  reservation: laterField(laterRestrictions.shape.reservation),
});

/** OCPI 2.1.1 mod_tariffs, TariffElement. */
export const tariffElementSchema = wireObject({
  price_components: someOf(priceComponentSchema),
  restrictions: optional(tariffRestrictionsSchema),
});

/** OCPI 2.1.1 mod_tariffs, Tariff. It does not say whose it is. */
export const tariffSchema = wireObject({
  ...later.shape,
  country_code: laterField(later.shape.country_code),
  party_id: laterField(later.shape.party_id),
  type: laterField(later.shape.type),
  min_price: laterField(later.shape.min_price),
  max_price: laterField(later.shape.max_price),
  elements: someOf(tariffElementSchema),
  start_date_time: laterField(later.shape.start_date_time),
  end_date_time: laterField(later.shape.end_date_time),
  energy_mix: optional(energyMixSchema),
});

export type TariffWire = z.output<typeof tariffSchema>;
