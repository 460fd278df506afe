import { z } from "zod";

/** A month that is invoiced: "2026-10". */
export const monthInput = z.object({ month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/) });

/** What finance does to a run. */
export const steerRunInput = z.object({
  id: z.uuid(),
  deed: z.enum(["pause", "resume", "cancel", "retry"]),
});
