import type { PriceLimit, Price } from "@/core/roaming/price";
import type { PriceWire } from "./schemas/price";
import { given, microOf } from "@/ocpi/wire/wire-values";

/** OCPI 2.2.1 Price. `incl_vat` absent stays absent: it is neither zero nor the same. */
export function priceToCore(wire: PriceWire): Price {
  return { beforeTaxes: microOf(wire.excl_vat), afterTaxes: given(wire.incl_vat, microOf) };
}

/** The bounds of a Tariff have the same shape in 2.2.1. */
export function priceLimitToCore(wire: PriceWire): PriceLimit {
  return priceToCore(wire);
}
