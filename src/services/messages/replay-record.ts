import { and, desc, eq, gte } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { messageReplays } from "@/db/schema/exchange";
import { ocpiMessages } from "@/db/schema/partners";
import { inTransaction } from "@/db/transaction";
import type { Ctx } from "@/services/context";
import type { ReplayRequest } from "./replay-request";

/**
 * Keeps what a replay did: the message that it made (found by the request id that it carried) and what stood there
 * before and after. The first record of a request stands; a worker that comes second changes nothing.
 */
export async function recordReplay(
  ctx: Ctx,
  { replayId, actor, message }: ReplayRequest,
  done: {
    readonly startedAt: Temporal.Instant;
    readonly change: { readonly before: unknown; readonly after: unknown };
  },
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const [made] = await tx.db
      .select({ id: ocpiMessages.id, outcome: ocpiMessages.outcome })
      .from(ocpiMessages)
      .where(
        and(
          eq(ocpiMessages.tenantId, tx.tenantId),
          eq(ocpiMessages.partnerId, message.partnerId),
          eq(ocpiMessages.requestId, replayId),
          gte(ocpiMessages.occurredAt, done.startedAt.subtract({ seconds: 1 })),
        ),
      )
      .orderBy(desc(ocpiMessages.occurredAt))
      .limit(1);
    await tx.db
      .insert(messageReplays)
      .values({
        tenantId: tx.tenantId,
        id: replayId,
        messageId: message.id,
        replayedAs: made?.id ?? null,
        actor,
        replayedAt: tx.clock.now(),
        outcome: made?.outcome ?? "failed",
        change: done.change,
      })
      .onConflictDoNothing();
  });
}

/** Whether a request has ended. The system's own. */
export async function isReplayed(ctx: Ctx, replayId: Id<"other">): Promise<boolean> {
  const [row] = await ctx.db
    .select({ id: messageReplays.id })
    .from(messageReplays)
    .where(and(eq(messageReplays.tenantId, ctx.tenantId), eq(messageReplays.id, replayId)));
  return row !== undefined;
}
