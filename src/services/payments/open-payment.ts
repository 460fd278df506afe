import { and, eq, inArray } from "drizzle-orm";

import { payments } from "@/db/schema/payments";
import type { Ctx } from "@/services/context";
import type { PaymentRow } from "./payment-rows";
import { OPEN_PAYMENT_STATES } from "./payment-state";
import { ofSubject, type PaymentSubject } from "./payment-subject";

/** The attempt on a subject that can still take money, or null; there is one at most. */
export async function openPaymentOf(ctx: Ctx, subject: PaymentSubject): Promise<PaymentRow | null> {
  const [row] = await ctx.db
    .select()
    .from(payments)
    .where(
      and(
        eq(payments.tenantId, ctx.tenantId),
        ofSubject(subject),
        inArray(payments.state, [...OPEN_PAYMENT_STATES]),
      ),
    );
  return row ?? null;
}
