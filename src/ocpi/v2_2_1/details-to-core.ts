import type { EnergyMix, Hours } from "@/core/roaming/location";
import type { BusinessDetails, DisplayText, GeoLocation, Image } from "@/core/roaming/party";
import type { BusinessDetailsWire } from "./schemas/business-details";
import type { DisplayTextWire } from "./schemas/display-text";
import type { EnergyMixWire } from "./schemas/energy-mix";
import type { GeoLocationWire } from "./schemas/geo-location";
import type { HoursWire } from "./schemas/hours";
import type { ImageWire } from "./schemas/image";
import { given, instantOf, integerOf, listOf, microOf } from "@/ocpi/wire/wire-values";

/** OCPI 2.2.1 DisplayText. */
export function displayTextToCore(wire: DisplayTextWire): DisplayText {
  return { language: wire.language, text: wire.text };
}

/** A list of OCPI 2.2.1 DisplayText. */
export function displayTextsToCore(
  wire: readonly DisplayTextWire[] | null | undefined,
): readonly DisplayText[] {
  return listOf(wire, displayTextToCore);
}

/** OCPI 2.2.1 GeoLocation. */
export function geoLocationToCore(wire: GeoLocationWire): GeoLocation {
  return { latitude: wire.latitude, longitude: wire.longitude };
}

/** OCPI 2.2.1 Image. */
export function imageToCore(wire: ImageWire): Image {
  return {
    url: wire.url,
    thumbnail: wire.thumbnail ?? undefined,
    category: wire.category,
    type: wire.type,
    width: given(wire.width, integerOf),
    height: given(wire.height, integerOf),
  };
}

/** OCPI 2.2.1 BusinessDetails. */
export function businessDetailsToCore(wire: BusinessDetailsWire): BusinessDetails {
  return {
    name: wire.name,
    website: wire.website ?? undefined,
    logo: given(wire.logo, imageToCore),
  };
}

/** OCPI 2.2.1 EnergyMix. */
export function energyMixToCore(wire: EnergyMixWire): EnergyMix {
  return {
    isGreenEnergy: wire.is_green_energy,
    energySources: listOf(wire.energy_sources, (one) => ({
      source: one.source,
      percentage: microOf(one.percentage),
    })),
    environImpact: listOf(wire.environ_impact, (one) => ({
      category: one.category,
      amount: microOf(one.amount),
    })),
    supplierName: wire.supplier_name ?? undefined,
    energyProductName: wire.energy_product_name ?? undefined,
  };
}

/** OCPI 2.2.1 Hours. */
export function hoursToCore(wire: HoursWire): Hours {
  const exceptional = (one: { period_begin: string; period_end: string }) => ({
    periodBegin: instantOf(one.period_begin),
    periodEnd: instantOf(one.period_end),
  });
  return {
    twentyfourseven: wire.twentyfourseven,
    regularHours: listOf(wire.regular_hours, (one) => ({
      weekday: integerOf(one.weekday),
      periodBegin: one.period_begin,
      periodEnd: one.period_end,
    })),
    exceptionalOpenings: listOf(wire.exceptional_openings, exceptional),
    exceptionalClosings: listOf(wire.exceptional_closings, exceptional),
  };
}
