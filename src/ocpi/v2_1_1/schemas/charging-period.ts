import { openChoice } from "@/ocpi/wire/choice";
import { decimal } from "@/ocpi/wire/number";
import { someOf, wireObject } from "@/ocpi/wire/wire-object";
import { chargingPeriodSchema as later } from "@/ocpi/v2_2_1/schemas/charging-period";
import { laterField } from "./later-field";

/** OCPI 2.1.1 mod_cdrs, CdrDimension. FLAT is only 2.1.1's. */
export const cdrDimensionSchema = wireObject({
  type: openChoice(["ENERGY", "FLAT", "MAX_CURRENT", "MIN_CURRENT", "PARKING_TIME", "TIME"]),
  volume: decimal(),
});

/** OCPI 2.1.1 mod_cdrs, ChargingPeriod. */
export const chargingPeriodSchema = wireObject({
  start_date_time: later.shape.start_date_time,
  dimensions: someOf(cdrDimensionSchema),
  tariff_id: laterField(later.shape.tariff_id),
});
