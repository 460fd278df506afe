import type { Connector, PowerType } from "@/core/roaming/location";

const PHASES: Readonly<Record<PowerType, number>> = {
  AC_1_PHASE: 1,
  AC_2_PHASE: 2,
  AC_2_PHASE_SPLIT: 2,
  AC_3_PHASE: 3,
  DC: 1,
};

/**
 * What a connector can give at most, in W: as stated, else by voltage and current; null where neither is given.
 * OCPI mod_locations, Connector.
 */
export function connectorPowerW(
  connector: Pick<Connector, "maxElectricPower" | "maxVoltage" | "maxAmperage" | "powerType">,
): number | null {
  const { maxElectricPower, maxVoltage, maxAmperage, powerType } = connector;
  if (maxElectricPower !== undefined && maxElectricPower > 0) return Math.round(maxElectricPower);
  const watts = Math.round(maxVoltage * maxAmperage * PHASES[powerType]);
  return Number.isFinite(watts) && watts > 0 ? watts : null;
}
