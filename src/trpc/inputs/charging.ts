import { z } from "zod";
import { profileTypes } from "@/core/smart-charging/charging-preferences";
import { idInput } from "./page";

/** What a driver wishes of a running session: empty texts wish nothing. */
export const chargingWishInput = idInput.extend({
  style: z.enum(profileTypes),
  /** "06:30" by the clock at the place: its next time. */
  leaveAt: z.string().regex(/^$|^\d\d:\d\d$/),
  timeZone: z.string().min(1).max(64),
  energyKwh: z
    .string()
    .trim()
    .regex(/^$|^(?=.*[1-9])\d{1,3}([.,]\d{1,2})?$/),
});
export type ChargingWishInput = z.infer<typeof chargingWishInput>;

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
