import { choice } from "@/ocpi/wire/choice";
import { decimal, integer, percent } from "@/ocpi/wire/number";
import { optional, wireObject } from "@/ocpi/wire/wire-object";

/** OCPI 2.2.1 mod_tariffs, PriceComponent. */
export const priceComponentSchema = wireObject({
  type: choice(["ENERGY", "FLAT", "PARKING_TIME", "TIME"]),
  price: decimal(),
  vat: optional(percent()),
  step_size: integer({ missing: "1" }),
});
