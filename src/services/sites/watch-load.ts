import { and, eq } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { excessW, limitInW } from "@/core/smart-charging/site/is-over-limit";
import { carriedW, type NodeLoad } from "@/core/smart-charging/site/live-load";
import { cases } from "@/db/schema/treasury";
import { inTransaction } from "@/db/transaction";
import { closeCaseIfAgrees } from "@/services/cases/close-case-if-agrees";
import { openCase } from "@/services/cases/open-case";
import type { Ctx } from "@/services/context";
import { readLiveLoad } from "./read-live-load";
import { findSite } from "./site-tables";
import { wakeSite } from "./wake-site";

const KIND = "site_over_limit";

/**
 * Holds the load that a site's meters and sessions show now against its limits. What lies above one is told as a case,
 * once for as long as it lasts, and the site is planned anew; the case closes by itself once the load is within the
 * limit again. Power that is only assumed tells nothing.
 * @throws ServiceError NOT_FOUND.
 */
export async function watchLoad(ctx: Ctx, siteId: Id<"site">): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const site = await findSite(tx, siteId);
    const now = tx.clock.now();
    const { nodes } = await readLiveLoad(tx, siteId, { startsAt: now, slotMinutes: 1, slots: 0 });
    const open = await tx.db
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
    const openOf = new Map(open.map(({ key }) => [key.split(":")[1] ?? "", key]));
    let hasBegun = false;
    for (const load of nodes) {
      if (!isMeasured(load)) continue;
      const over = excessW(carriedW(load.now), { ...load, voltage: site.voltage });
      const known = openOf.get(load.node.id);
      if (over === 0) {
        if (known !== undefined) await closeCaseIfAgrees(tx, known);
        continue;
      }
      const key = known ?? `site-over-limit:${load.node.id}:${now.toString()}`;
      await openCase(tx, {
        key,
        kind: KIND,
        subjectType: "site",
        subjectId: siteId,
        detail: {
          site: site.name,
          node: load.node.name,
          powerW: String(carriedW(load.now)),
          limitW: String(limitInW({ ...load, voltage: site.voltage }) ?? ""),
        },
      });
      hasBegun ||= known === undefined;
    }
    if (hasBegun) await wakeSite(tx, siteId, "deviation");
  });
}

function isMeasured({ now }: NodeLoad): boolean {
  return now.measuredW !== null || (now.sessionsW > 0 && !now.isAssumed);
}
