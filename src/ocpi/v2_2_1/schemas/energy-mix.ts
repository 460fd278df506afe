import type { z } from "zod";
import { openChoice } from "@/ocpi/wire/choice";
import { decimal, flag } from "@/ocpi/wire/number";
import { text } from "@/ocpi/wire/text";
import { list, optional, wireObject } from "@/ocpi/wire/wire-object";

/** OCPI 2.2.1 mod_locations, EnergySource. */
export const energySourceSchema = wireObject({
  source: openChoice([
    "NUCLEAR",
    "GENERAL_FOSSIL",
    "COAL",
    "GAS",
    "GENERAL_GREEN",
    "SOLAR",
    "WIND",
    "WATER",
  ]),
  percentage: decimal(),
});

/** OCPI 2.2.1 mod_locations, EnvironmentalImpact. */
export const environmentalImpactSchema = wireObject({
  category: openChoice(["NUCLEAR_WASTE", "CARBON_DIOXIDE"]),
  amount: decimal(),
});

/** OCPI 2.2.1 mod_locations, EnergyMix. */
export const energyMixSchema = wireObject({
  is_green_energy: flag({ missing: false }),
  energy_sources: list(energySourceSchema),
  environ_impact: list(environmentalImpactSchema),
  supplier_name: optional(text(64)),
  energy_product_name: optional(text(64)),
});

export type EnergyMixWire = z.output<typeof energyMixSchema>;
