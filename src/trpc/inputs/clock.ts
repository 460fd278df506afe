import { z } from "zod";

/** How far the demo's clock goes in one step. */
export const clockSteps = ["day", "week", "month"] as const;

/** A step, from how far ahead the person saw the clock. */
export const clockStepInput = z.object({
  step: z.enum(clockSteps),
  aheadMs: z.number().int().min(0),
});
