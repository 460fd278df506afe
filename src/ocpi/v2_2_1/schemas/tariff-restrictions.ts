import type { z } from "zod";
import { choice } from "@/ocpi/wire/choice";
import { calendarDate, clockTime } from "@/ocpi/wire/date-time";
import { decimal, integer } from "@/ocpi/wire/number";
import { list, optional, wireObject } from "@/ocpi/wire/wire-object";

/** OCPI 2.2.1 mod_tariffs, TariffRestrictions. Unreadable ones are refused: leaving one out would change the price. */
export const tariffRestrictionsSchema = wireObject({
  start_time: optional(clockTime()),
  end_time: optional(clockTime()),
  start_date: optional(calendarDate()),
  end_date: optional(calendarDate()),
  min_kwh: optional(decimal()),
  max_kwh: optional(decimal()),
  min_current: optional(decimal()),
  max_current: optional(decimal()),
  min_power: optional(decimal()),
  max_power: optional(decimal()),
  min_duration: optional(integer()),
  max_duration: optional(integer()),
  day_of_week: list(
    choice(["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"]),
  ),
  reservation: optional(choice(["RESERVATION", "RESERVATION_EXPIRES"])),
});

export type TariffRestrictionsWire = z.output<typeof tariffRestrictionsSchema>;
