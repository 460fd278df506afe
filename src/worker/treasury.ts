import type { Env } from "@/config/env";
import type { Ctx } from "@/services/context";
import { bookMirrored } from "@/services/treasury/book-mirrored";
import { reconcileDay } from "@/services/treasury/reconcile-day";
import { moveCursor, noteCursorError, takeDueList } from "@/services/treasury/stripe-cursors";
import { mirrorStripe } from "@/stripe/mirror-transactions";
import { pollEvents } from "@/stripe/poll-events";

const DAY_MINUTES = 24 * 60;

/** What the worker does about Stripe's own book of itself: each part when its cursor is due. Nothing without a key. */
export async function keepTreasury(ctx: Ctx, env: Env): Promise<void> {
  if (!env.STRIPE_SECRET_KEY) return;
  await pollEvents(ctx, env);
  await mirrorStripe(ctx, env);
  await bookMirrored(ctx);
  await reconcileWhenDue(ctx);
}

async function reconcileWhenDue(ctx: Ctx): Promise<void> {
  const due = await takeDueList(ctx, "reconciliation");
  if (!due) return;
  try {
    const { until, differences, agreed, posted } = await reconcileDay(ctx);
    await moveCursor(ctx, "reconciliation", { readUntil: until, minutes: DAY_MINUTES });
    ctx.log.info({ differences, agreed, posted }, "the books were held against Stripe's");
  } catch (error) {
    await noteCursorError(ctx, "reconciliation", error);
    ctx.log.error({ err: error }, "the books could not be held against Stripe's");
  }
}
