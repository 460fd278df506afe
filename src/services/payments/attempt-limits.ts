import { and, count, eq, gt, isNotNull } from "drizzle-orm";

import { payments } from "@/db/schema/payments";
import type { Ctx } from "@/services/context";
import { ofSubject, type PaymentSubject } from "./payment-subject";

/** At most this many attempts on one invoice without the driver; the database refuses the next (KV020). */
const MAX_ATTEMPTS = 8;

/** At most this many failures on one card in 30 days; the database refuses the next (KV021). */
const MAX_CARD_FAILURES = 10;

const CARD_WINDOW_HOURS = 30 * 24;

/** Which of the card networks' limits forbids another attempt: on the invoice, on the card, or none. */
export type AttemptLimit = "invoice" | "card";

/** Looks before the attempt is written; the trigger on `payments` decides races. */
export async function findAttemptLimit(
  ctx: Ctx,
  subject: PaymentSubject,
  fingerprint: string | null,
): Promise<AttemptLimit | null> {
  const mine = and(eq(payments.tenantId, ctx.tenantId), eq(payments.channel, "off_session"));
  const [attempts] = await ctx.db
    .select({ n: count() })
    .from(payments)
    .where(and(mine, ofSubject(subject)));
  if ("invoiceId" in subject && (attempts?.n ?? 0) >= MAX_ATTEMPTS) return "invoice";
  if (fingerprint === null) return null;
  const since = ctx.clock.now().subtract({ hours: CARD_WINDOW_HOURS });
  const [failures] = await ctx.db
    .select({ n: count() })
    .from(payments)
    .where(
      and(
        mine,
        eq(payments.fingerprint, fingerprint),
        isNotNull(payments.failureCode),
        gt(payments.createdAt, since),
      ),
    );
  return (failures?.n ?? 0) >= MAX_CARD_FAILURES ? "card" : null;
}

/** What the database said where another attempt was written in between; null for other errors. */
export function limitOfError(error: unknown): AttemptLimit | null {
  const cause = error instanceof Error ? (error.cause ?? error) : null;
  if (!(cause instanceof Error) || !("code" in cause)) return null;
  if (cause.code === "KV020") return "invoice";
  return cause.code === "KV021" ? "card" : null;
}
