import { and, eq, sql } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { notifications } from "@/db/schema/notifications";
import type { Ctx } from "@/services/context";

const MAX_ATTEMPTS = 10;

/** The notice went out. A link that proves an address, lets in or takes a change back is a secret: its payload is emptied. */
export async function recordSent(ctx: Ctx, id: Id<"notification">): Promise<void> {
  await ctx.db
    .update(notifications)
    .set({
      state: "sent",
      sentAt: ctx.clock.now(),
      lastError: null,
      payload: sql`case when ${notifications.kind} in ('sign_in', 'sign_up', 'email_change', 'email_change_asked', 'email_changed', 'member_invited') then '{}'::jsonb else ${notifications.payload} end`,
    })
    .where(isIt(ctx, id));
}

/** The notice did not go out: it is due again after a while, doubling; given up after ten tries. */
export async function recordFailed(ctx: Ctx, id: Id<"notification">, error: string): Promise<void> {
  const now = ctx.clock.now();
  await ctx.db
    .update(notifications)
    .set({
      attempts: sql`${notifications.attempts} + 1`,
      lastError: error.slice(0, 500),
      dueAt: sql`${now.toString()}::timestamptz + interval '30 seconds' * power(2, least(${notifications.attempts}, 10))`,
      state: sql`case when ${notifications.attempts} + 1 >= ${MAX_ATTEMPTS} then 'failed' else 'pending' end`,
    })
    .where(isIt(ctx, id));
}

/** The notice is not to be sent any more: its browser is gone, or it would come too late. */
export async function recordGivenUp(ctx: Ctx, id: Id<"notification">, why: string): Promise<void> {
  await ctx.db
    .update(notifications)
    .set({ state: "failed", lastError: why.slice(0, 500) })
    .where(isIt(ctx, id));
}

function isIt(ctx: Ctx, id: Id<"notification">) {
  return and(eq(notifications.tenantId, ctx.tenantId), eq(notifications.id, id));
}
