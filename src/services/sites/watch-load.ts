import { and, eq, isNull } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { excessW, type HeldLimit, limitInW } from "@/core/smart-charging/site/is-over-limit";
import { carriedW, type NodeLoad } from "@/core/smart-charging/site/live-load";
import { sites } from "@/db/schema/sites";
import { cases } from "@/db/schema/treasury";
import { inTransaction } from "@/db/transaction";
import { closeCaseIfAgrees } from "@/services/cases/close-case-if-agrees";
import { openCase } from "@/services/cases/open-case";
import type { Ctx } from "@/services/context";
import { lockSite } from "./change-site";
import { readLiveLoad } from "./read-live-load";
import { wakeSite } from "./wake-site";

const KIND = "site_over_limit";
const PREFIX = "site-over-limit";

/** What sessions show must lie above a limit for so long: their meters are not read at the same time. */
const LASTS_MINUTES = 5;

/**
 * Holds the load that a site's meters and sessions show against its limits. What lies above one is told as a case, once
 * for as long as it lasts, and the site is planned anew; the case closes by itself once the load is within the limit
 * again. Power that is only assumed tells nothing.
 * @throws ServiceError NOT_FOUND.
 */
export async function watchLoad(ctx: Ctx, siteId: Id<"site">): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const site = await lockSite(tx, siteId);
    const startsAt = tx.clock.now().subtract({ minutes: LASTS_MINUTES });
    const span = { startsAt, slotMinutes: 1, slots: LASTS_MINUTES };
    const { nodes } = await readLiveLoad(tx, siteId, span);
    const open = await readOpen(tx, siteId);
    let hasBegun = false;
    for (const load of nodes) {
      const limit = { limitA: load.limitA, limitW: load.limitW, voltage: site.voltage };
      const over = overBy(load, limit);
      const known = open.get(load.node.id);
      if (over === 0 && known !== undefined) await closeCaseIfAgrees(tx, known);
      if (over === null || over === 0) continue;
      await openCase(tx, {
        key: known ?? `${PREFIX}:${load.node.id}:${tx.clock.now().toString()}`,
        kind: KIND,
        subjectType: "site",
        subjectId: siteId,
        detail: {
          site: site.name,
          node: load.node.name,
          powerW: String(carriedW(load.now)),
          limitW: String(limitInW(limit) ?? ""),
        },
      });
      hasBegun ||= known === undefined;
    }
    if (hasBegun) await wakeSite(tx, siteId, "deviation");
  });
}

/** Holds the load of each site against its limits. The system's own. */
export async function watchSites(ctx: Ctx): Promise<void> {
  const rows = await ctx.db
    .select({ id: sites.id })
    .from(sites)
    .where(and(eq(sites.tenantId, ctx.tenantId), isNull(sites.removedAt)));
  for (const { id } of rows) await watchLoad(ctx, id);
}

/** The open cases of a site, by part: their keys. */
async function readOpen(tx: Ctx, siteId: Id<"site">): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.db
    .select({ key: cases.key })
    .from(cases)
    .where(
      and(
        eq(cases.tenantId, tx.tenantId),
        eq(cases.state, "open"),
        eq(cases.kind, KIND),
        eq(cases.subjectId, siteId),
      ),
    );
  return new Map(rows.map(({ key }) => [key.split(":")[1] ?? "", key]));
}

/** W above a limit: of a meter now, of sessions the least of the last minutes; null: nobody knows. */
function overBy({ now, points }: NodeLoad, limit: HeldLimit): number | null {
  if (now.measuredW !== null) return excessW(now.measuredW, limit);
  const seen = [...points, now];
  if (seen.some(({ isAssumed }) => isAssumed)) return null;
  return Math.min(...seen.map((point) => excessW(carriedW(point), limit)));
}
