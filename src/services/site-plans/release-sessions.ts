import { and, eq, inArray, ne, not, sql } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { chargingRequests } from "@/db/schema/charging";
import { sitePlans } from "@/db/schema/site-plans";
import { insertWish } from "@/services/charging/charging-row";
import { encodeNothing } from "@/services/charging/stored-span";
import type { Ctx } from "@/services/context";
import type { SiteSnapshot } from "./site-snapshot";

/** How long a session that could not be let go is left in peace before it is tried again. */
const PAUSE = { minutes: 2 } as const;
/** Answers of a CPO that stay what they are, however often it is asked. */
const FINAL_ANSWERS: readonly (string | null)[] = ["NOT_SUPPORTED", "UNKNOWN_SESSION"];

/**
 * Lets the sessions of a site that is no longer steered go from the profiles that its plans sent; again after a while
 * those that could not be let go. What people set by hand stays. Call it with the sessions' rows locked. Returns how
 * many are let go.
 */
export async function releaseSessions(
  tx: Ctx,
  { sessions, state }: Pick<SiteSnapshot, "sessions" | "state">,
): Promise<number> {
  const reachable = sessions.filter((_, index) => state.sessions[index]?.hindrance === null);
  const held = await findHeld(
    tx,
    reachable.map(({ row }) => row.id),
  );
  const latest = tx.clock.now().subtract(PAUSE);
  const released = reachable.filter(({ row }) => {
    const { triedAt } = held.get(row.id) ?? {};
    if (triedAt === undefined) return false;
    return triedAt === null || Temporal.Instant.compare(triedAt, latest) <= 0;
  });
  for (const { row } of released) {
    await insertWish(tx, { kind: "CLEAR_PROFILE", session: row, wish: encodeNothing() });
  }
  return released.length;
}

/** A session that a site's plan told a profile, and nobody anything since. */
interface HeldSession {
  /** Whose plan it was; null: it is too old to be known. */
  readonly siteId: Id<"site"> | null;
  /** When it was last tried in vain to let it go; null: it was not. */
  readonly triedAt: Temporal.Instant | null;
}

/** Those of the sessions that profiles of site plans hold and that may be let go, by their ids. */
export async function findHeld(
  tx: Ctx,
  ids: readonly Id<"session">[],
): Promise<ReadonlyMap<string, HeldSession>> {
  if (ids.length === 0) return new Map();
  const { sessionId } = chargingRequests;
  const isOfThem = and(
    eq(chargingRequests.tenantId, tx.tenantId),
    inArray(sessionId, [...ids]),
    inArray(chargingRequests.kind, ["SET_PROFILE", "CLEAR_PROFILE"]),
    ne(chargingRequests.state, "superseded"),
  );
  const isVain = sql`(${chargingRequests.kind} = 'CLEAR_PROFILE'
    and ${chargingRequests.state} in ('refused', 'failed', 'timeout'))`;
  const newestFirst = sql`${chargingRequests.createdAt} desc, ${chargingRequests.id} desc`;
  const newest = await tx.db
    .selectDistinctOn([sessionId], { wish: chargingRequests, isVain: sql<boolean>`${isVain}` })
    .from(chargingRequests)
    .where(isOfThem)
    .orderBy(sessionId, newestFirst);
  const standing = await tx.db
    .selectDistinctOn([sessionId], { wish: chargingRequests, siteId: sitePlans.siteId })
    .from(chargingRequests)
    .leftJoin(
      sitePlans,
      and(
        eq(sitePlans.tenantId, chargingRequests.tenantId),
        eq(sitePlans.id, chargingRequests.sitePlanId),
      ),
    )
    .where(and(isOfThem, not(isVain)))
    .orderBy(sessionId, newestFirst);
  const vain = new Map(
    newest.filter((row) => row.isVain).map(({ wish }) => [wish.sessionId, wish]),
  );
  const held = new Map<string, HeldSession>();
  for (const { wish, siteId } of standing) {
    if (wish.kind !== "SET_PROFILE" || wish.sitePlanId === null) continue;
    const tried = vain.get(wish.sessionId);
    if (tried && FINAL_ANSWERS.includes(tried.syncResult)) continue;
    held.set(wish.sessionId, {
      siteId,
      triedAt: tried ? (tried.endedAt ?? tried.createdAt) : null,
    });
  }
  return held;
}
