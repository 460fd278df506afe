import type { Tariff } from "@/core/roaming/tariff";
import type { JsonObject } from "@/ocpi/json-value";
import { tariffFromCore as earlierFromCore } from "@/ocpi/v2_2_1/tariff-from-core";
import { compact } from "@/ocpi/wire/compact";
import { given } from "@/ocpi/wire/wire-values";
import { priceLimitFromCore } from "./price-from-core";

/** OCPI 2.3.0 Tariff. Where nothing was said of taxes its prices are before them, as in 2.2.1. */
export function tariffFromCore(tariff: Tariff): JsonObject {
  return compact({
    ...earlierFromCore(tariff),
    min_price: given(tariff.minPrice, priceLimitFromCore),
    max_price: given(tariff.maxPrice, priceLimitFromCore),
    tax_included: tariff.taxIncluded ?? "NO",
  });
}
