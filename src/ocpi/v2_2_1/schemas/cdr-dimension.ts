import { openChoice } from "@/ocpi/wire/choice";
import { decimal } from "@/ocpi/wire/number";
import { wireObject } from "@/ocpi/wire/wire-object";

/** OCPI 2.2.1 mod_cdrs, CdrDimension. */
export const cdrDimensionSchema = wireObject({
  type: openChoice([
    "CURRENT",
    "ENERGY",
    "ENERGY_EXPORT",
    "ENERGY_IMPORT",
    "MAX_CURRENT",
    "MIN_CURRENT",
    "MAX_POWER",
    "MIN_POWER",
    "PARKING_TIME",
    "POWER",
    "RESERVATION_TIME",
    "STATE_OF_CHARGE",
    "TIME",
  ]),
  volume: decimal(),
});
