import { z } from "zod";

/** "59.3195,18.0723": where the driver is, in degrees. Null for anything else. */
export function readPoint(text: string | null | undefined) {
  const match = /^(-?\d{1,2}(?:\.\d{1,6})?),(-?\d{1,3}(?:\.\d{1,6})?)$/.exec(text ?? "");
  const point = { latitude: Number(match?.[1]), longitude: Number(match?.[2]) };
  return match && Math.abs(point.latitude) <= 90 && Math.abs(point.longitude) <= 180 ? point : null;
}

/** What a driver looks for. */
export const placeSearchInput = z.object({
  text: z.string().trim().max(100).optional(),
  near: z
    .object({
      latitude: z.number().min(-90).max(90),
      longitude: z.number().min(-180).max(180),
    })
    .optional(),
});

/** A connector that was picked: our location, and the CPO's names below it. */
export const connectorInput = z.object({
  locationId: z.uuid(),
  evseUid: z.string().min(1).max(255),
  connectorId: z.string().min(1).max(255),
});

/** A connector, and for how many minutes it shall be held. */
export const reservationInput = connectorInput.extend({
  minutes: z.int().min(5).max(240),
});
