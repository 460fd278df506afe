import type { z } from "zod";
import {
  energyMixSchema as later,
  environmentalImpactSchema as laterImpact,
} from "@/ocpi/v2_2_1/schemas/energy-mix";
import { list, wireObject } from "@/ocpi/wire/wire-object";
import { renamed } from "./renamed";

/** OCPI 2.1.1 mod_locations, EnvironmentalImpact. Its category is called source. */
export const environmentalImpactSchema = wireObject({
  source: laterImpact.shape.category,
  amount: laterImpact.shape.amount,
});

type EnvironmentalImpactWire = z.output<typeof environmentalImpactSchema>;

/** OCPI 2.1.1 mod_locations, EnergyMix. */
export const energyMixSchema = wireObject({
  ...later.shape,
  environ_impact: list(
    renamed<EnvironmentalImpactWire>(environmentalImpactSchema, { category: "source" }),
  ),
});

export type EnergyMixWire = z.output<typeof energyMixSchema>;
