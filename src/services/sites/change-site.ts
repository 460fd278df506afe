import { and, eq, isNull } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { checkSettings } from "@/core/smart-charging/site/check-site";
import { draftOf, type NodeDraft, type SiteSettings } from "@/core/smart-charging/site/site-draft";
import { siteKeys, sites, siteSignals } from "@/db/schema/sites";
import { inTransaction } from "@/db/transaction";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import { placeKey, type PointPlace, releaseSite } from "@/services/site-plans/release-site";
import { ServiceError } from "@/services/service-error";
import { refuseFaults } from "./refuse-faults";
import { findSite, readNodes } from "./site-tables";
import { storeTree } from "./store-tree";
import { wakeSite } from "./wake-site";

/**
 * Changes what holds for a whole site; the last word counts. For operations.
 * @throws ServiceError INVALID with `fault`, NOT_FOUND.
 */
export async function changeSite(
  ctx: Ctx,
  siteId: Id<"site">,
  settings: SiteSettings,
): Promise<void> {
  requireRole(ctx, "operations");
  refuseFaults(checkSettings(settings));
  await inTransaction(ctx, async (tx) => {
    await lockSite(tx, siteId);
    await tx.db.update(sites).set(settings).where(siteIs(tx, siteId));
    await writeAudit(tx, {
      action: "site.changed",
      subjectType: "site",
      subjectId: siteId,
      detail: { ...settings },
    });
    await wakeSite(tx, siteId, "limit");
  });
}

/** A change of a tree: what it gets for what it has. It is asked twice: before the site's row is held, and with it. */
export type TreeEdit = (nodes: readonly NodeDraft[]) => readonly NodeDraft[];

/**
 * Changes a site's tree, one change at a time, and has the site planned anew. Cars at charging points that it loses are
 * let go from what its plans told them. Answers the id of each key.
 * @throws ServiceError INVALID with `fault` and `node`, CONFLICT where another site has one of the EVSEs or where
 * somebody else changed what is taken out at the same time (`reason` "changed"), NOT_FOUND.
 */
export async function changeTree(
  ctx: Ctx,
  siteId: Id<"site">,
  change: {
    readonly action: string;
    readonly detail: Record<string, unknown>;
    readonly edit: TreeEdit;
  },
): Promise<ReadonlyMap<string, Id<"siteNode">>> {
  requireRole(ctx, "operations");
  return inTransaction(ctx, async (tx) => {
    // Sessions come before the site in the order of locks, so what goes is looked for before the site is held.
    const foreseen = await readNodes(tx, siteId);
    const leaving = placesLost(foreseen, change.edit(foreseen.map(draftOf)));
    await releaseSite(tx, await findSite(tx, siteId), leaving);
    const site = await lockSite(tx, siteId);
    const has = await readNodes(tx, siteId);
    const gets = change.edit(has.map(draftOf));
    const released = new Set(leaving.map(placeKey));
    if (placesLost(has, gets).some((place) => !released.has(placeKey(place)))) {
      throw new ServiceError("CONFLICT", "Somebody else changed this part of the site just now.", {
        reason: "changed",
      });
    }
    const ids = await storeTree(tx, site, { has, gets });
    await writeAudit(tx, {
      action: change.action,
      subjectType: "site",
      subjectId: siteId,
      detail: change.detail,
    });
    await wakeSite(tx, siteId, "limit");
    return ids;
  });
}

/**
 * Removes a site: it is neither watched nor planned any more, its keys and signals end. Its history stays.
 * @throws ServiceError NOT_FOUND.
 */
export async function removeSite(ctx: Ctx, siteId: Id<"site">): Promise<void> {
  requireRole(ctx, "operations");
  await inTransaction(ctx, async (tx) => {
    const site = await findSite(tx, siteId);
    await releaseSite(tx, site, placesOf(await readNodes(tx, siteId)));
    await lockSite(tx, siteId);
    const now = tx.clock.now();
    await tx.db
      .update(sites)
      .set({ removedAt: now, dueAt: null, dueReason: null })
      .where(siteIs(tx, siteId));
    await tx.db
      .update(siteKeys)
      .set({ revokedAt: now })
      .where(
        and(
          eq(siteKeys.tenantId, tx.tenantId),
          eq(siteKeys.siteId, siteId),
          isNull(siteKeys.revokedAt),
        ),
      );
    await tx.db
      .update(siteSignals)
      .set({ endedAt: now })
      .where(
        and(
          eq(siteSignals.tenantId, tx.tenantId),
          eq(siteSignals.siteId, siteId),
          isNull(siteSignals.endedAt),
        ),
      );
    await writeAudit(tx, { action: "site.removed", subjectType: "site", subjectId: siteId });
  });
}

type Placed = Pick<NodeDraft, "locationOcpiId" | "evseUid">;

function placesOf(nodes: readonly Placed[]): readonly PointPlace[] {
  return nodes.flatMap(({ locationOcpiId, evseUid }) =>
    locationOcpiId !== null && evseUid !== null ? [{ locationOcpiId, evseUid }] : [],
  );
}

/** The places of a tree's charging points that it will not have any more. */
function placesLost(has: readonly Placed[], gets: readonly Placed[]): readonly PointPlace[] {
  const stays = new Set(placesOf(gets).map(placeKey));
  return placesOf(has).filter((place) => !stays.has(placeKey(place)));
}

function siteIs(tx: Ctx, siteId: Id<"site">) {
  return and(eq(sites.tenantId, tx.tenantId), eq(sites.id, siteId));
}

/** A site's row, held for the transaction. @throws ServiceError NOT_FOUND. */
export async function lockSite(tx: Ctx, siteId: Id<"site">) {
  const [site] = await tx.db.select().from(sites).where(siteIs(tx, siteId)).for("update");
  if (!site || site.removedAt !== null) {
    throw new ServiceError("NOT_FOUND", "There is no such site.");
  }
  return site;
}
