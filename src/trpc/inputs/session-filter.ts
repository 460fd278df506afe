import { z } from "zod";

/** The states of a session that a driver may look for. */
export const sessionStateInput = z.enum([
  "charging",
  "pending",
  "priceComing",
  "priced",
  "invoiced",
  "paid",
  "free",
  "invalid",
]);

export const sessionFilterInput = z.object({
  month: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
    .optional(),
  state: sessionStateInput.optional(),
  page: z.int().min(1).max(10_000).default(1),
});
