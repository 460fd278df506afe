import { and, eq } from "drizzle-orm";
import { sessionWatches } from "@/db/schema/sessions";
import type { StoredSession } from "@/services/commands/adopt-session";
import type { Ctx } from "@/services/context";
import { inSavepoint } from "@/services/price-locks/in-savepoint";

/** A session that is first heard of this long after its end is no news. */
const NEWS = { hours: 1 } as const;

/**
 * Has a driver's session watched, and looked at whenever its operator says something. Call it in the transaction that
 * stores the session. Never fails.
 */
export async function watchSession(tx: Ctx, stored: StoredSession): Promise<void> {
  const { match } = stored;
  if (!match) return;
  await inSavepoint(tx, "a session could not be watched", async (inner) => {
    const now = inner.clock.now();
    const woken = await inner.db
      .update(sessionWatches)
      .set({ dueAt: now, updatedAt: now })
      .where(
        and(eq(sessionWatches.tenantId, inner.tenantId), eq(sessionWatches.sessionId, stored.id)),
      )
      .returning({ sessionId: sessionWatches.sessionId });
    if (woken.length > 0 || !isNews(stored, now)) return;
    await inner.db
      .insert(sessionWatches)
      .values({
        tenantId: inner.tenantId,
        sessionId: stored.id,
        driverId: match.driverId,
        dueAt: now,
        updatedAt: now,
      })
      .onConflictDoNothing();
  });
}

function isNews({ session }: StoredSession, now: Temporal.Instant): boolean {
  if (session.status === "ACTIVE") return true;
  if (session.status !== "COMPLETED") return false;
  const endedAt = session.endDateTime ?? session.lastUpdated;
  return Temporal.Instant.compare(endedAt.add(NEWS), now) > 0;
}
