import { z } from "zod";
import { idInput } from "./page";

/** A running session, and when the driver thinks of leaving: empty leaves that to us. */
export const liveChargeInput = idInput.extend({
  /** "18:40" by the clock at the place: its next time. */
  leaveAt: z.string().regex(/^$|^\d\d:\d\d$/),
  timeZone: z.string().min(1).max(64),
});
