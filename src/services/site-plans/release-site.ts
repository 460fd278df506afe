import { and, eq, ne, sql } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { chargingRequests } from "@/db/schema/charging";
import { sessions } from "@/db/schema/sessions";
import { sitePlans } from "@/db/schema/site-plans";
import { insertWish } from "@/services/charging/charging-row";
import { encodeNothing } from "@/services/charging/stored-span";
import type { Ctx } from "@/services/context";

/**
 * Lets all that charges go from the profiles that plans of a site sent, before the site itself goes. What people set by
 * hand stays. Call it before the site's row is locked: sessions come first.
 */
export async function releaseSite(tx: Ctx, siteId: Id<"site">): Promise<void> {
  const { tenantId } = tx;
  const rows = await tx.db
    .select({ id: sessions.id, partnerId: sessions.partnerId, driverId: sessions.driverId })
    .from(sessions)
    .where(
      and(
        eq(sessions.tenantId, tenantId),
        eq(sessions.status, "ACTIVE"),
        sql`(
          select p.site_id from (
            select r.kind, r.site_plan_id from ${chargingRequests} r
            where r.tenant_id = ${sessions.tenantId} and r.session_id = ${sessions.id}
              and r.kind in ('SET_PROFILE', 'CLEAR_PROFILE') and ${ne(sql`r.state`, "superseded")}
            order by r.created_at desc, r.id desc limit 1
          ) newest
          join ${sitePlans} p on p.tenant_id = ${sessions.tenantId} and p.id = newest.site_plan_id
          where newest.kind = 'SET_PROFILE'
        ) = ${siteId}`,
      ),
    )
    .orderBy(sessions.id)
    .for("update");
  for (const session of rows) {
    await insertWish(tx, { kind: "CLEAR_PROFILE", session, wish: encodeNothing() });
  }
}
