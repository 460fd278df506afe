import { z } from "zod";
import { isCurrency } from "@/core/money/currency";

/** An ISO 4217 code. */
const currency = z.string().refine(isCurrency);

/** Whole minor units as decimal text: JSON has no integers of that size. */
const minor = z
  .string()
  .regex(/^\d{1,12}$/)
  .transform(BigInt);

export const movementsInput = z.object({
  currency,
  before: z
    .string()
    .regex(/^\d{1,18}$/)
    .transform(BigInt)
    .optional(),
});

/** A wish to top up; the id is made by the page, so that a second press is the same top-up. */
export const topupInput = z.object({
  topupId: z.uuid(),
  currency,
  amountMinor: minor,
  origin: z.enum(["checkout", "saved_method"]),
  returnTo: z.enum(["/wallet", "/welcome/pay"]).default("/wallet"),
});

export const autoTopupInput = z.object({
  currency,
  isOn: z.boolean(),
  thresholdMinor: minor,
  topupMinor: minor,
  maxDayMinor: minor,
  maxMonthMinor: minor,
});

export const withdrawalPreviewInput = z.object({ currency, amountMinor: minor.optional() });

export const withdrawalInput = z.object({
  withdrawalId: z.uuid(),
  currency,
  amountMinor: minor,
});

/** A limit; without an amount it is taken away. */
export const limitInput = z.object({
  span: z.enum(["charge", "day", "month"]),
  tokenId: z.uuid().nullable(),
  currency,
  amountMinor: minor.nullable(),
});

export const driverLimitInput = limitInput.extend({ driverId: z.uuid() });

export const grantInput = z.object({
  lotId: z.uuid(),
  driverId: z.uuid(),
  currency,
  amountMinor: minor,
  reason: z.string().trim().min(1).max(200),
  /** How many days it is good for; null: it never runs out. */
  days: z.number().int().min(1).max(1_825).nullable(),
});
