import type { PartyId } from "@/core/roaming/party";
import type { Tariff } from "@/core/roaming/tariff";
import { tariffToCore as laterTariffToCore } from "@/ocpi/v2_2_1/tariff-to-core";
import { given } from "@/ocpi/wire/wire-values";
import { laterEnergyMix } from "./location-to-core";
import type { TariffWire } from "./schemas/tariff";

/** OCPI 2.1.1 Tariff. Prices are before VAT, and its rates are unknown, not zero. */
export function tariffToCore(wire: TariffWire, owner: PartyId): Tariff {
  const tariff = laterTariffToCore({
    ...wire,
    country_code: owner.countryCode,
    party_id: owner.partyId,
    energy_mix: given(wire.energy_mix, laterEnergyMix),
  });
  return { ...tariff, taxIncluded: "NO" };
}
