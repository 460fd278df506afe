import type { Tariff } from "@/core/roaming/tariff";
import { tariffToCore as earlierToCore } from "@/ocpi/v2_2_1/tariff-to-core";
import { given } from "@/ocpi/wire/wire-values";
import { priceLimitToCore } from "./price-to-core";
import type { TariffWire } from "./schemas/tariff";

/** OCPI 2.3.0 Tariff. Without `tax_included` it means what 2.2.1 means. */
export function tariffToCore({ min_price, max_price, ...wire }: TariffWire): Tariff {
  return {
    ...earlierToCore(wire),
    minPrice: given(min_price, priceLimitToCore),
    maxPrice: given(max_price, priceLimitToCore),
    taxIncluded: wire.tax_included ?? null,
  };
}
