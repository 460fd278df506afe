import type { Tariff } from "@/core/roaming/tariff";
import type { JsonObject } from "@/ocpi/json-value";
import { tariffFromCore as laterTariffFromCore } from "@/ocpi/v2_2_1/tariff-from-core";
import { compact } from "@/ocpi/wire/compact";
import { given } from "@/ocpi/wire/wire-values";
import { energyMixFromCore } from "./location-from-core";
import { strictForm } from "./strict-form";

/**
 * OCPI 2.1.1 Tariff. It is as strict as its partner made it: VAT, limits and validity, which are of later versions,
 * stay where he gave them, since a change by PATCH is laid over it and must not lose what bears on the price.
 */
export function tariffFromCore(tariff: Tariff): JsonObject {
  const energy_mix = given(tariff.energyMix, energyMixFromCore);
  return strictForm(compact({ ...laterTariffFromCore(tariff), energy_mix }), [
    "country_code",
    "party_id",
  ]);
}
