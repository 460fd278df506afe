import type { Tariff } from "@/core/roaming/tariff";
import type { JsonObject } from "@/ocpi/json-value";
import { tariffFromCore as laterTariffFromCore } from "@/ocpi/v2_2_1/tariff-from-core";
import { compact } from "@/ocpi/wire/compact";
import { given } from "@/ocpi/wire/wire-values";
import { energyMixFromCore } from "./location-from-core";
import { strictForm } from "./strict-form";

/**
 * OCPI 2.1.1 Tariff. It is as strict as its partner made it: VAT, limits and validity, which are of later versions,
 * stay where he gave them, since a tariff without them would say another price.
 */
export function tariffFromCore(tariff: Tariff): JsonObject {
  return strictForm(tariffAsHeld(tariff), ["country_code", "party_id"]);
}

/** A Tariff under 2.1.1's names with all that a partner gave, for a change to be laid over. */
export function tariffAsHeld(tariff: Tariff): JsonObject {
  const energy_mix = given(tariff.energyMix, energyMixFromCore);
  return compact({ ...laterTariffFromCore(tariff), energy_mix });
}
