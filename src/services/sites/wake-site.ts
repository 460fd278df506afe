import { and, eq, gt, isNull, or, sql } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { sessions } from "@/db/schema/sessions";
import { sites } from "@/db/schema/sites";
import type { Ctx } from "@/services/context";
import { findSiteOfSession } from "./find-site-of-session";

/** Told with a site's id when it is to be planned anew. */
export const SITES_CHANNEL = "kvitt_sites";

/** Why a site is planned anew before its next slot. */
export type WakeReason =
  | "arrival"
  | "departure"
  | "preference"
  | "limit"
  | "deviation"
  | "confirmation"
  | "market"
  | "slot";

/**
 * Has a site planned anew at once; one that is due already stays as it is. Call it last in the transaction of what
 * changed: it may write the site's row, which comes after sessions' in the order of locks.
 */
export async function wakeSite(tx: Ctx, siteId: Id<"site">, reason: WakeReason): Promise<void> {
  const now = tx.clock.now();
  await tx.db
    .update(sites)
    .set({ dueAt: now, dueReason: reason })
    .where(
      and(
        eq(sites.tenantId, tx.tenantId),
        eq(sites.id, siteId),
        isNull(sites.removedAt),
        or(isNull(sites.dueAt), gt(sites.dueAt, now)),
      ),
    );
  await tx.db.execute(sql`select pg_notify(${SITES_CHANNEL}, ${siteId})`);
}

/** Has the site of a session planned anew at once. Answers its id; null: the session is at no site of ours. */
export async function wakeSiteOfSession(
  tx: Ctx,
  sessionId: Id<"session">,
  reason: WakeReason,
): Promise<Id<"site"> | null> {
  const [place] = await tx.db
    .select({
      partnerId: sessions.partnerId,
      countryCode: sessions.countryCode,
      partyId: sessions.partyId,
      locationOcpiId: sessions.locationOcpiId,
      evseUid: sessions.evseUid,
    })
    .from(sessions)
    .where(and(eq(sessions.tenantId, tx.tenantId), eq(sessions.id, sessionId)));
  const found = place ? await findSiteOfSession(tx, place) : null;
  if (found) await wakeSite(tx, found.id, reason);
  return found?.id ?? null;
}
