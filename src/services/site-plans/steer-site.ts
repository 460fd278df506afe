import { and, eq, isNull, sql } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { sites } from "@/db/schema/sites";
import { inTransaction } from "@/db/transaction";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { findSite } from "@/services/sites/site-tables";
import { SITES_CHANNEL } from "@/services/sites/wake-site";

/**
 * Has a site planned at once. For operations.
 * @throws ServiceError NOT_FOUND, FORBIDDEN, UNAUTHENTICATED.
 */
export async function planSiteNow(ctx: Ctx, siteId: Id<"site">): Promise<void> {
  requireRole(ctx, "operations");
  await inTransaction(ctx, (tx) => setDue(tx, siteId, {}));
}

/**
 * Begins to steer a site, or only watches it from now on. Its plan is made at once: it sends the first profiles, or lets
 * its sessions go from those that we sent (`releaseSessions`). The same again changes nothing. For operations.
 * @throws ServiceError NOT_FOUND, FORBIDDEN, UNAUTHENTICATED.
 */
export async function steerSite(ctx: Ctx, siteId: Id<"site">, isSteered: boolean): Promise<void> {
  requireRole(ctx, "operations");
  await inTransaction(ctx, async (tx) => {
    const before = await findSite(tx, siteId);
    if (before.isSteered === isSteered) return;
    await setDue(tx, siteId, { isSteered });
    await writeAudit(tx, {
      action: isSteered ? "site.steered" : "site.watched",
      subjectType: "site",
      subjectId: siteId,
    });
  });
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
