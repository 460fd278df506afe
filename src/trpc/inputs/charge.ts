import { z } from "zod";

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
