import { z } from "zod";

/**
 * The wake-ups of the worker. Each says "look at row X" and nothing more: what is to be done stands in
 * the row, and a sweeper wakes every row that is due, so that losing a job loses nothing.
 */
export const jobNames = [
  "render-document",
  "send-notification",
  "push-token",
  "send-command",
  "replay-message",
  "collect-payment",
  "check-payment",
  "collect-topup",
  "send-refund",
  "read-stripe-event",
  "check-vat-number",
  "erase-stripe-customer",
] as const;

export type JobName = (typeof jobNames)[number];

/** Whose row, and which. `id` is the row's id; a composite one is joined by ":". */
export const jobPayload = z.object({ tenantId: z.string().min(1), id: z.string().min(1) });

export type JobPayload = z.infer<typeof jobPayload>;

/**
 * How each queue is kept. `stately`: one waiting and one running per row, so that a change that comes
 * while its row is being looked at still gets its look.
 */
export const queueOptions = {
  policy: "stately",
  expireInSeconds: 120,
  heartbeatSeconds: 30,
  retryLimit: 8,
  retryDelay: 2,
  retryBackoff: true,
  deleteAfterSeconds: 86_400,
  retentionSeconds: 86_400,
  notify: true,
} as const;
