import type { EnergyMix, Hours } from "@/core/roaming/location";
import type { BusinessDetails, DisplayText, Image } from "@/core/roaming/party";
import type { Price } from "@/core/roaming/price";
import type { JsonObject } from "@/ocpi/json-value";
import { compact } from "@/ocpi/wire/compact";
import { exactTimeText, given, microNumber, wholeNumber } from "@/ocpi/wire/wire-values";

/** OCPI 2.2.1 DisplayText. */
export function displayTextFromCore({ language, text }: DisplayText): JsonObject {
  return { language, text };
}

/** OCPI 2.2.1 Price. */
export function priceFromCore(price: Price): JsonObject {
  return compact({
    excl_vat: microNumber(price.beforeTaxes),
    incl_vat: given(price.afterTaxes, microNumber),
  });
}

/** OCPI 2.2.1 Image. */
export function imageFromCore(image: Image): JsonObject {
  return compact({
    url: image.url,
    thumbnail: image.thumbnail,
    category: image.category,
    type: image.type,
    width: given(image.width, wholeNumber),
    height: given(image.height, wholeNumber),
  });
}

/** OCPI 2.2.1 BusinessDetails. */
export function businessDetailsFromCore(details: BusinessDetails): JsonObject {
  return compact({
    name: details.name,
    website: details.website,
    logo: given(details.logo, imageFromCore),
  });
}

/** OCPI 2.2.1 EnergyMix. */
export function energyMixFromCore(mix: EnergyMix): JsonObject {
  return compact({
    is_green_energy: mix.isGreenEnergy,
    energy_sources: mix.energySources.map(({ source, percentage }) => ({
      source,
      percentage: microNumber(percentage),
    })),
    environ_impact: mix.environImpact.map(({ category, amount }) => ({
      category,
      amount: microNumber(amount),
    })),
    supplier_name: mix.supplierName,
    energy_product_name: mix.energyProductName,
  });
}

/** OCPI 2.2.1 Hours. */
export function hoursFromCore(hours: Hours): JsonObject {
  const exceptional = (one: Hours["exceptionalOpenings"][number]) => ({
    period_begin: exactTimeText(one.periodBegin),
    period_end: exactTimeText(one.periodEnd),
  });
  return compact({
    twentyfourseven: hours.twentyfourseven,
    regular_hours: hours.regularHours.map((one) => ({
      weekday: wholeNumber(one.weekday),
      period_begin: one.periodBegin,
      period_end: one.periodEnd,
    })),
    exceptional_openings: hours.exceptionalOpenings.map(exceptional),
    exceptional_closings: hours.exceptionalClosings.map(exceptional),
  });
}
