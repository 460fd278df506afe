import type { z } from "zod";
import { dateTime } from "@/ocpi/wire/date-time";
import { ident } from "@/ocpi/wire/text";
import { optional, someOf, wireObject } from "@/ocpi/wire/wire-object";
import { cdrDimensionSchema } from "./cdr-dimension";

/** OCPI 2.2.1 mod_cdrs, ChargingPeriod. A period without dimensions occurs where only FLAT applies. */
export const chargingPeriodSchema = wireObject({
  start_date_time: dateTime(),
  dimensions: someOf(cdrDimensionSchema),
  tariff_id: optional(ident(36)),
});

export type ChargingPeriodWire = z.output<typeof chargingPeriodSchema>;
