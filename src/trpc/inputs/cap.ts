import { z } from "zod";

const cap = z.object({
  currency: z.string().regex(/^[A-Z]{3}$/),
  /** Without an amount it is taken away. */
  amountMinor: z
    .string()
    .regex(/^\d{1,12}$/)
    .transform(BigInt)
    .nullable(),
  action: z.enum(["tell", "stop"]),
});

/** The most that a running charge may cost. */
export const capInput = cap.extend({ id: z.string().max(64) });

/** What each charge begins with. */
export const defaultCapInput = cap;
