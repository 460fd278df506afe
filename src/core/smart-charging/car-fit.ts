import type { Connector } from "@/core/roaming/location";

/** What of a car says which plugs it takes. */
export interface PluggedCar {
  /** OCPI ConnectorType of its AC inlet. */
  readonly connector: string;
  /** Null: no direct current. */
  readonly maxDcW: number | null;
}

/** Whether a car can charge at a connector; "unsure" where what is known of the car does not say. */
export type CarFit = "yes" | "no" | "unsure";

/** AC inlets and the inlet for direct current that is built around them. */
const COMBO: Readonly<Record<string, string>> = {
  IEC_62196_T2: "IEC_62196_T2_COMBO",
  IEC_62196_T1: "IEC_62196_T1_COMBO",
  GBT_AC: "GBT_DC",
};
const COMBOS = new Set(Object.values(COMBO));

/**
 * Whether a car can charge at a connector. Direct current by the inlet that goes with its AC inlet; with CHAdeMO and
 * others a car may have both, which is not known. Alternating current: the plug of a fixed cable must be the car's; at a
 * socket the driver's own cable decides. OCPI mod_locations, Connector.
 */
export function carFit(
  plug: Pick<Connector, "standard" | "format" | "powerType">,
  car: PluggedCar,
): CarFit {
  const { standard, format, powerType } = plug;
  if (powerType === "DC") {
    if (car.maxDcW === null) return "no";
    if (COMBO[car.connector] === standard) return "yes";
    return COMBOS.has(standard) ? "no" : "unsure";
  }
  if (standard === car.connector) return "yes";
  return format === "CABLE" ? "no" : "unsure";
}
