import { drawAt } from "@/core/smart-charging/vehicle-draw";
import type { Vehicle } from "@/services/vehicles/vehicle-row";
import { connectorPowerW } from "./connector-power";

type Plug = Parameters<typeof connectorPowerW>[0];

/**
 * What is drawn at a connector at most, by it and by the car, W; null where neither says. What a car that does not fit
 * would draw is the connector's own power: the price is shown all the same.
 */
export function offerPowerW(connector: Plug, car: Vehicle | null): number | null {
  const own = connectorPowerW(connector);
  if (car === null || (connector.powerType === "DC" && car.maxDcW === null)) return own;
  return drawAt(connector, car)?.maxW ?? own;
}
