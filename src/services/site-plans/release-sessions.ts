import { and, eq, inArray, ne, sql } from "drizzle-orm";
import { chargingRequests } from "@/db/schema/charging";
import { insertWish } from "@/services/charging/charging-row";
import { encodeNothing } from "@/services/charging/stored-span";
import type { Ctx } from "@/services/context";
import type { SiteSnapshot } from "./site-snapshot";

/**
 * Lets the sessions of a site that is no longer steered go from the profiles that its plans sent. What people set by
 * hand stays. Call it with the sessions' rows locked. Returns how many are let go.
 */
export async function releaseSessions(
  tx: Ctx,
  { sessions, state }: Pick<SiteSnapshot, "sessions" | "state">,
): Promise<number> {
  const reachable = sessions.filter((_, index) => state.sessions[index]?.hindrance === null);
  const ids = reachable.map(({ row }) => row.id);
  if (ids.length === 0) return 0;
  const { sessionId, kind, state: stands, sitePlanId } = chargingRequests;
  const newest = await tx.db
    .selectDistinctOn([sessionId], { sessionId, kind, stands, sitePlanId })
    .from(chargingRequests)
    .where(
      and(
        eq(chargingRequests.tenantId, tx.tenantId),
        inArray(sessionId, ids),
        inArray(kind, ["SET_PROFILE", "CLEAR_PROFILE"]),
        ne(stands, "superseded"),
      ),
    )
    .orderBy(sessionId, sql`${chargingRequests.createdAt} desc, ${chargingRequests.id} desc`);
  const held = new Set(
    newest
      .filter((wish) => wish.kind === "SET_PROFILE" && wish.sitePlanId !== null)
      .map((wish) => wish.sessionId),
  );
  const released = reachable.filter(({ row }) => held.has(row.id));
  for (const { row } of released) {
    await insertWish(tx, { kind: "CLEAR_PROFILE", session: row, wish: encodeNothing() });
  }
  return released.length;
}
