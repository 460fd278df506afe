import { divRound } from "@/core/money/rounding";

/** Emissions of a kind of production. */
export interface EmissionFactor {
  /** ENTSO-E's psrType ("B04"). */
  readonly type: string;
  /** g CO₂e per kWh over the whole life cycle. */
  readonly gramsPerKwh: number;
  /** ipcc: median of IPCC AR5. assumed: ours, where that table has no row. */
  readonly source: "ipcc" | "assumed";
}

const COAL = 820;

/**
 * Life-cycle emissions by ENTSO-E's kinds of production: medians of IPCC, Fifth Assessment Report (2014), Working
 * Group III, Annex III, table A.III.2 (coal 820, gas 490, biomass 230, solar 48, geothermal 38, hydro 24, ocean 17,
 * nuclear 12, wind 12 at sea and 11 on land). It has no row for oil (650 is assumed), waste and other (700, as for an
 * unknown mix of fuels) and other renewables (230, as biomass); lignite, peat, shale and coal gas are counted as coal.
 */
export const emissionFactors: readonly EmissionFactor[] = [
  { type: "B01", gramsPerKwh: 230, source: "ipcc" },
  { type: "B02", gramsPerKwh: COAL, source: "assumed" },
  { type: "B03", gramsPerKwh: COAL, source: "assumed" },
  { type: "B04", gramsPerKwh: 490, source: "ipcc" },
  { type: "B05", gramsPerKwh: COAL, source: "ipcc" },
  { type: "B06", gramsPerKwh: 650, source: "assumed" },
  { type: "B07", gramsPerKwh: COAL, source: "assumed" },
  { type: "B08", gramsPerKwh: COAL, source: "assumed" },
  { type: "B09", gramsPerKwh: 38, source: "ipcc" },
  { type: "B11", gramsPerKwh: 24, source: "ipcc" },
  { type: "B12", gramsPerKwh: 24, source: "ipcc" },
  { type: "B13", gramsPerKwh: 17, source: "ipcc" },
  { type: "B14", gramsPerKwh: 12, source: "ipcc" },
  { type: "B15", gramsPerKwh: 230, source: "assumed" },
  { type: "B16", gramsPerKwh: 48, source: "ipcc" },
  { type: "B17", gramsPerKwh: 700, source: "assumed" },
  { type: "B18", gramsPerKwh: 12, source: "ipcc" },
  { type: "B19", gramsPerKwh: 11, source: "ipcc" },
  { type: "B20", gramsPerKwh: 700, source: "assumed" },
];

const factors = new Map(emissionFactors.map(({ type, gramsPerKwh }) => [type, gramsPerKwh]));

/** Pumped storage and batteries give back what was produced at another time: they are left out of the mix. */
const STORAGE = new Set(["B10", "B25"]);

/** Whether a kind of production counts in the mix, gives back stored energy, or is none that we know. */
export function productionKind(type: string): "counted" | "storage" | "unknown" {
  if (factors.has(type)) return "counted";
  return STORAGE.has(type) ? "storage" : "unknown";
}

/**
 * The mean emissions of a mix in 10⁻⁶ g CO₂e per kWh, rounded half away from zero: each kind's share times its factor.
 * `mix` holds power or energy in any one unit; kinds that do not count and values below zero are left out. null where
 * nothing is left. What a zone imports is not in its production, so this is an estimate of what is produced there.
 */
export function carbonOfMix(mix: ReadonlyMap<string, bigint>): bigint | null {
  let produced = 0n;
  let emitted = 0n;
  for (const [type, quantity] of mix) {
    const factor = factors.get(type);
    if (factor === undefined || quantity <= 0n) continue;
    produced += quantity;
    emitted += quantity * BigInt(factor);
  }
  return produced === 0n ? null : divRound(emitted * 1_000_000n, produced, "half-away");
}
