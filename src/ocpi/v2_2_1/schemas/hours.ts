import type { z } from "zod";
import { clockTime, dateTime } from "@/ocpi/wire/date-time";
import { flag, integer } from "@/ocpi/wire/number";
import { list, wireObject } from "@/ocpi/wire/wire-object";

/** OCPI 2.2.1 mod_locations, RegularHours. */
export const regularHoursSchema = wireObject({
  weekday: integer(),
  period_begin: clockTime(),
  period_end: clockTime(),
});

/** OCPI 2.2.1 mod_locations, ExceptionalPeriod. */
export const exceptionalPeriodSchema = wireObject({
  period_begin: dateTime(),
  period_end: dateTime(),
});

/** OCPI 2.2.1 mod_locations, Hours. */
export const hoursSchema = wireObject({
  twentyfourseven: flag({ missing: false }),
  regular_hours: list(regularHoursSchema),
  exceptional_openings: list(exceptionalPeriodSchema),
  exceptional_closings: list(exceptionalPeriodSchema),
});

export type HoursWire = z.output<typeof hoursSchema>;
