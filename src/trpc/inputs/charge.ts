import { z } from "zod";
import { chargeWishInput } from "./charge-wish";

/** A connector that was picked: our location, and the CPO's names below it. */
const connectorInput = z.object({
  locationId: z.uuid(),
  evseUid: z.string().min(1).max(255),
  connectorId: z.string().min(1).max(255),
});

/** A connector to charge at, and the charge that its price was told for. */
export const startInput = connectorInput.extend({ wish: chargeWishInput.optional() });

/** A connector, and for how many minutes it shall be held. */
export const reservationInput = connectorInput.extend({
  minutes: z.int().min(5).max(240),
});
