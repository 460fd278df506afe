import { and, asc, eq, inArray, isNull, sql } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { sessions } from "@/db/schema/sessions";
import { sites } from "@/db/schema/sites";
import { inTransaction } from "@/db/transaction";
import { writeAudit } from "@/services/audit/write-audit";
import { insertWish } from "@/services/charging/charging-row";
import { encodeNothing } from "@/services/charging/stored-span";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { SITES_CHANNEL } from "@/services/sites/wake-site";
import { siteStateIn } from "./site-snapshot";

/**
 * Has a site planned at once. For operations.
 * @throws ServiceError NOT_FOUND, FORBIDDEN, UNAUTHENTICATED.
 */
export async function planSiteNow(ctx: Ctx, siteId: Id<"site">): Promise<void> {
  requireRole(ctx, "operations");
  await inTransaction(ctx, (tx) => setDue(tx, siteId, {}));
}

/**
 * Begins to steer a site, or only watches it from now on: then its sessions are let go from the profiles that we set.
 * The same again changes nothing. Returns how many sessions are let go. For operations.
 * @throws ServiceError NOT_FOUND, FORBIDDEN, UNAUTHENTICATED.
 */
export async function steerSite(
  ctx: Ctx,
  siteId: Id<"site">,
  isSteered: boolean,
): Promise<{ readonly released: number }> {
  requireRole(ctx, "operations");
  return inTransaction(ctx, async (tx) => {
    const before = await siteStateIn(tx, siteId, tx.clock.now());
    if (before.site.isSteered === isSteered) return { released: 0 };
    // Sessions before the site, as everybody locks them.
    const told = isSteered ? [] : await lockTold(tx, before);
    await setDue(tx, siteId, { isSteered });
    for (const session of told) {
      await insertWish(tx, { kind: "CLEAR_PROFILE", session, wish: encodeNothing() });
    }
    await writeAudit(tx, {
      action: isSteered ? "site.steered" : "site.watched",
      subjectType: "site",
      subjectId: siteId,
      detail: { released: told.length },
    });
    return { released: told.length };
  });
}

/** The sessions that hold a profile of ours, or may, and can be told to let it go. */
async function lockTold(tx: Ctx, { state }: Awaited<ReturnType<typeof siteStateIn>>) {
  const ids = state.sessions
    .filter(({ hindrance, steering: { confirmed, unanswered } }) => {
      const isHeld = Boolean(confirmed?.profile) || unanswered.some(({ profile }) => profile);
      return isHeld && hindrance === null;
    })
    .map(({ id }) => id as Id<"session">);
  if (ids.length === 0) return [];
  return tx.db
    .select()
    .from(sessions)
    .where(and(eq(sessions.tenantId, tx.tenantId), inArray(sessions.id, ids)))
    .orderBy(asc(sessions.id))
    .for("update");
}

async function setDue(
  tx: Ctx,
  siteId: Id<"site">,
  values: { readonly isSteered?: boolean },
): Promise<void> {
  const [row] = await tx.db
    .update(sites)
    .set({ ...values, dueAt: tx.clock.now(), dueReason: "operations" })
    .where(and(eq(sites.tenantId, tx.tenantId), eq(sites.id, siteId), isNull(sites.removedAt)))
    .returning({ id: sites.id });
  if (!row) throw new ServiceError("NOT_FOUND", "There is no such site.");
  await tx.db.execute(sql`select pg_notify(${SITES_CHANNEL}, ${siteId})`);
}
