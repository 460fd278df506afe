import { z } from "zod";
import { idInput } from "./page";

/** The most that a session may draw, for some time. */
export const chargingLimitInput = idInput.extend({
  unit: z.enum(["W", "A"]),
  /** With one decimal at most. */
  limit: z
    .string()
    .trim()
    .regex(/^\d{1,6}([.,]\d)?$/),
  minutes: z
    .string()
    .trim()
    .regex(/^[1-9]\d{0,3}$/),
});
export type ChargingLimitInput = z.infer<typeof chargingLimitInput>;
