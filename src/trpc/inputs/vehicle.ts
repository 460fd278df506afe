import { z } from "zod";
import { micro } from "@/core/money/quantity";

/** "77,4" or "77.4": at most `whole` digits before the point and two after it, above zero. */
const figure = (whole: number) =>
  z
    .string()
    .trim()
    .regex(new RegExp(`^(?=.*[1-9])\\d{1,${whole}}([.,]\\d{1,2})?$`));

/** AC inlets that cars have. OCPI mod_locations, ConnectorType. */
export const carConnectors = ["IEC_62196_T2", "IEC_62196_T1", "GBT_AC"] as const;

/** A car as its form holds it. Without an id it is a new one. */
export const vehicleInput = z.object({
  id: z.union([z.literal(""), z.uuid()]),
  name: z.string().trim().min(1).max(64),
  batteryKwh: figure(3),
  consumptionKwh: figure(2),
  connector: z.enum(carConnectors),
  phases: z.enum(["1", "2", "3"]),
  maxAcKw: figure(2),
  /** Empty: it does not charge with direct current. */
  maxDcKw: z.union([z.literal(""), figure(3)]),
  minCurrentA: z
    .string()
    .trim()
    .regex(/^(?:[6-9]|[12]\d|3[0-2])$/),
  canDischarge: z.boolean(),
});
export type VehicleInput = z.infer<typeof vehicleInput>;

/** A sound text of kWh or kW in 10⁻⁶ of it. */
export function readFigure(text: string): bigint {
  return micro(text.trim().replace(",", "."));
}
