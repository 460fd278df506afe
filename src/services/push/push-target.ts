import { and, eq } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { pushSubscriptions } from "@/db/schema/notifications";
import { signInSessions } from "@/db/schema/users";
import type { Ctx } from "@/services/context";
import { isOpenSession } from "@/services/users/is-open-session";

/** Where a push goes, and what seals it (RFC 8291). */
export interface PushTarget {
  readonly id: Id<"other">;
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
}

/** A browser that may be told; null once it is forgotten, or its session is over. The system's own. */
export async function findPushTarget(ctx: Ctx, id: Id<"other">): Promise<PushTarget | null> {
  const { endpoint, p256dh, auth } = pushSubscriptions;
  const [row] = await ctx.db
    .select({ id: pushSubscriptions.id, endpoint, p256dh, auth })
    .from(pushSubscriptions)
    .innerJoin(signInSessions, eq(signInSessions.publicId, pushSubscriptions.sessionId))
    .where(and(isIt(ctx, id), isOpenSession));
  return row ?? null;
}

/** Keeps that a browser was told, or what its push service said instead. */
export async function notePush(ctx: Ctx, id: Id<"other">, error: string | null): Promise<void> {
  await ctx.db
    .update(pushSubscriptions)
    .set({
      lastError: error?.slice(0, 200) ?? null,
      ...(error === null && { lastSentAt: ctx.clock.now() }),
    })
    .where(isIt(ctx, id));
}

/** Forgets a browser whose push service knows it no more (404 or 410). */
export async function dropPushTarget(ctx: Ctx, id: Id<"other">): Promise<void> {
  await ctx.db.delete(pushSubscriptions).where(isIt(ctx, id));
}

function isIt(ctx: Ctx, id: Id<"other">) {
  return and(eq(pushSubscriptions.tenantId, ctx.tenantId), eq(pushSubscriptions.id, id));
}
