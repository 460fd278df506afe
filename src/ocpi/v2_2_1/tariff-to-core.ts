import type { Tariff, TariffElement, TariffRestrictions } from "@/core/roaming/tariff";
import { displayTextsToCore, energyMixToCore } from "./details-to-core";
import { priceLimitToCore } from "./price-to-core";
import type { TariffWire } from "./schemas/tariff";
import type { TariffElementWire } from "./schemas/tariff-element";
import type { TariffRestrictionsWire } from "./schemas/tariff-restrictions";
import { given, instantOf, integerOf, listOf, microOf, rateOf } from "@/ocpi/wire/wire-values";

/** OCPI 2.2.1 Tariff. Prices are before VAT by definition, hence no statement on taxes. */
export function tariffToCore(wire: TariffWire): Tariff {
  return {
    countryCode: wire.country_code,
    partyId: wire.party_id,
    id: wire.id,
    currency: wire.currency,
    type: wire.type ?? undefined,
    tariffAltText: displayTextsToCore(wire.tariff_alt_text),
    tariffAltUrl: wire.tariff_alt_url ?? undefined,
    minPrice: given(wire.min_price, priceLimitToCore),
    maxPrice: given(wire.max_price, priceLimitToCore),
    elements: wire.elements.map(elementToCore),
    taxIncluded: null,
    startDateTime: given(wire.start_date_time, instantOf),
    endDateTime: given(wire.end_date_time, instantOf),
    energyMix: given(wire.energy_mix, energyMixToCore),
    lastUpdated: instantOf(wire.last_updated),
  };
}

function elementToCore(wire: TariffElementWire): TariffElement {
  return {
    priceComponents: wire.price_components.map((component) => ({
      type: component.type,
      price: microOf(component.price),
      vat: given(component.vat, rateOf),
      stepSize: integerOf(component.step_size),
    })),
    restrictions: given(wire.restrictions, restrictionsToCore),
  };
}

function restrictionsToCore(wire: TariffRestrictionsWire): TariffRestrictions {
  return {
    startTime: wire.start_time ?? undefined,
    endTime: wire.end_time ?? undefined,
    startDate: wire.start_date ?? undefined,
    endDate: wire.end_date ?? undefined,
    minKwh: given(wire.min_kwh, microOf),
    maxKwh: given(wire.max_kwh, microOf),
    minCurrent: given(wire.min_current, microOf),
    maxCurrent: given(wire.max_current, microOf),
    minPower: given(wire.min_power, microOf),
    maxPower: given(wire.max_power, microOf),
    minDuration: given(wire.min_duration, integerOf),
    maxDuration: given(wire.max_duration, integerOf),
    dayOfWeek: listOf(wire.day_of_week, (day) => day),
    reservation: wire.reservation ?? undefined,
  };
}
