import type { Tariff, TariffElement, TariffRestrictions } from "@/core/roaming/tariff";
import type { JsonObject } from "@/ocpi/json-value";
import { compact } from "@/ocpi/wire/compact";
import { displayTextFromCore, energyMixFromCore, priceFromCore } from "./details-from-core";
import {
  exactTimeText,
  given,
  microNumber,
  rateNumber,
  wholeNumber,
} from "@/ocpi/wire/wire-values";

/** OCPI 2.2.1 Tariff. What 2.3.0 says of taxes has no place in it. */
export function tariffFromCore(tariff: Tariff): JsonObject {
  return compact({
    country_code: tariff.countryCode,
    party_id: tariff.partyId,
    id: tariff.id,
    currency: tariff.currency,
    type: tariff.type,
    tariff_alt_text: tariff.tariffAltText.map(displayTextFromCore),
    tariff_alt_url: tariff.tariffAltUrl,
    min_price: given(tariff.minPrice, priceFromCore),
    max_price: given(tariff.maxPrice, priceFromCore),
    elements: tariff.elements.map(elementFromCore),
    start_date_time: given(tariff.startDateTime, exactTimeText),
    end_date_time: given(tariff.endDateTime, exactTimeText),
    energy_mix: given(tariff.energyMix, energyMixFromCore),
    last_updated: exactTimeText(tariff.lastUpdated),
  });
}

function elementFromCore(element: TariffElement): JsonObject {
  return compact({
    price_components: element.priceComponents.map((component) =>
      compact({
        type: component.type,
        price: microNumber(component.price),
        vat: given(component.vat, rateNumber),
        step_size: wholeNumber(component.stepSize),
      }),
    ),
    restrictions: given(element.restrictions, restrictionsFromCore),
  });
}

function restrictionsFromCore(restrictions: TariffRestrictions): JsonObject {
  return compact({
    start_time: restrictions.startTime,
    end_time: restrictions.endTime,
    start_date: restrictions.startDate,
    end_date: restrictions.endDate,
    min_kwh: given(restrictions.minKwh, microNumber),
    max_kwh: given(restrictions.maxKwh, microNumber),
    min_current: given(restrictions.minCurrent, microNumber),
    max_current: given(restrictions.maxCurrent, microNumber),
    min_power: given(restrictions.minPower, microNumber),
    max_power: given(restrictions.maxPower, microNumber),
    min_duration: given(restrictions.minDuration, wholeNumber),
    max_duration: given(restrictions.maxDuration, wholeNumber),
    day_of_week: [...restrictions.dayOfWeek],
    reservation: restrictions.reservation,
  });
}
