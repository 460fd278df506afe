import type { Connector } from "@/core/roaming/location";
import type { SiteNode } from "@/core/smart-charging/site/site-description";
import type { StatePlug } from "./site-state";

/** A of a charging point of which nothing is known. */
export const USUAL_A = 32;
/** A on each phase below which no car charges (IEC 61851). */
const LEAST_A = 6;
/** Below this no connector is built: who states less states kW. */
const LEAST_W = 1_000;

const PHASES: Readonly<Record<Connector["powerType"], 1 | 2 | 3>> = {
  AC_1_PHASE: 1,
  AC_2_PHASE: 2,
  AC_2_PHASE_SPLIT: 2,
  AC_3_PHASE: 3,
  DC: 3,
};

/**
 * What a connector gives a car, at the site's voltage: partners also state the voltage between phases. A power too small
 * for its phases is one of fewer, on no phase that we know.
 */
export function plugOfConnector(
  connector: Connector,
  node: Pick<SiteNode, "phases" | "firstPhase">,
  voltage: number,
): StatePlug {
  const { powerType, maxAmperage, maxVoltage, maxElectricPower = 0 } = connector;
  const stated = maxElectricPower >= LEAST_W ? maxElectricPower : null;
  if (powerType === "DC") {
    const maxW = Math.round(stated ?? maxVoltage * maxAmperage);
    return { isDirect: true, phases: 3, firstPhase: 1, maxW };
  }
  const most = Math.min(PHASES[powerType], node.phases);
  const carried = stated === null ? most : Math.floor(stated / (LEAST_A * voltage));
  const phases = Math.max(1, Math.min(most, carried)) as 1 | 2 | 3;
  const byCurrent = (maxAmperage > 0 ? maxAmperage : USUAL_A) * voltage * phases;
  return {
    isDirect: false,
    phases,
    firstPhase: phases === most ? node.firstPhase : null,
    maxW: Math.round(Math.min(stated ?? Infinity, byCurrent)),
  };
}
