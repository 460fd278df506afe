import { and, eq, inArray, or, sql } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { KEPT_DAYS } from "@/core/smart-charging/session-purpose";
import { isOneOf } from "@/db/is-one-of";
import {
  activeChargingProfiles,
  chargingRequestEvents,
  chargingRequests,
} from "@/db/schema/charging";
import { messageReplays } from "@/db/schema/exchange";
import { ocpiMessages } from "@/db/schema/partners";
import { priceLocks } from "@/db/schema/price-locks";
import { sessionReadings, sessions, sessionSavings } from "@/db/schema/sessions";
import { sitePlanSessions } from "@/db/schema/site-plans";
import { chargingGoals } from "@/db/schema/vehicles";
import { inTransaction } from "@/db/transaction";
import type { Ctx } from "@/services/context";
import { keyText } from "@/services/messages/object-key";

/** So many at once: the rest in the next round. */
const MOST = 200;

/**
 * Deletes sessions of other eMSPs' drivers some time after their end, with their readings, profiles, places in plans and
 * messages. What a driver of ours is tied to stays. Pages of lists that we read, plans' figures, and audit rows with ids of
 * ours stay as well: none of them names who charged. Returns how many. The system's own.
 */
export async function forgetSteeredSessions(ctx: Ctx): Promise<number> {
  return inTransaction(ctx, async (tx) => {
    const due = await findDue(tx);
    if (due.length === 0) return 0;
    const ids = due.map(({ id }) => id);
    const requests = await tx.db
      .select({ id: chargingRequests.id, kind: chargingRequests.kind })
      .from(chargingRequests)
      .where(
        and(eq(chargingRequests.tenantId, tx.tenantId), isOneOf(chargingRequests.sessionId, ids)),
      );
    await deleteBeside(
      tx,
      ids,
      requests.map(({ id }) => id),
    );
    await tx.db
      .delete(sessions)
      .where(and(eq(sessions.tenantId, tx.tenantId), isOneOf(sessions.id, ids)));
    await deleteMessages(tx, [
      ...due.map((session) => keyText({ ...session, id: session.ocpiId })),
      ...requests.map(({ id, kind }) => `${kind}/${id}`.toUpperCase()),
    ]);
    return due.length;
  });
}

async function findDue(tx: Ctx) {
  const { id, countryCode, partyId, ocpiId } = sessions;
  const isHis = (table: typeof priceLocks | typeof sessionSavings | typeof chargingGoals) =>
    sql`exists (select 1 from ${table} o where o.tenant_id = ${sessions.tenantId} and o.session_id = ${sessions.id})`;
  const before = tx.clock.now().subtract({ hours: 24 * KEPT_DAYS });
  return tx.db
    .select({ id, countryCode, partyId, ocpiId })
    .from(sessions)
    .where(
      and(
        eq(sessions.tenantId, tx.tenantId),
        eq(sessions.purpose, "steering"),
        sql`coalesce(${sessions.endedAt}, ${sessions.receivedAt}) < ${before.toString()}::timestamptz`,
        sql`not (${isHis(priceLocks)} or ${isHis(sessionSavings)} or ${isHis(chargingGoals)})`,
      ),
    )
    .orderBy(sessions.id)
    .limit(MOST)
    .for("update", { skipLocked: true });
}

async function deleteBeside(
  tx: Ctx,
  ids: readonly Id<"session">[],
  requestIds: readonly Id<"other">[],
): Promise<void> {
  const { tenantId } = tx;
  await tx.db
    .delete(chargingRequestEvents)
    .where(
      and(
        eq(chargingRequestEvents.tenantId, tenantId),
        isOneOf(chargingRequestEvents.requestId, requestIds),
      ),
    );
  for (const table of [
    chargingRequests,
    activeChargingProfiles,
    sessionReadings,
    sitePlanSessions,
  ] as const) {
    await tx.db
      .delete(table)
      .where(and(eq(table.tenantId, tenantId), isOneOf(table.sessionId, ids)));
  }
}

async function deleteMessages(tx: Ctx, keys: readonly string[]): Promise<void> {
  const isReplayed = sql`exists (select 1 from ${messageReplays} r where r.tenant_id = ${ocpiMessages.tenantId}
    and (r.message_id = ${ocpiMessages.id} or r.replayed_as = ${ocpiMessages.id}))`;
  await tx.db
    .delete(ocpiMessages)
    .where(
      and(
        eq(ocpiMessages.tenantId, tx.tenantId),
        or(eq(ocpiMessages.module, "sessions"), eq(ocpiMessages.module, "chargingprofiles")),
        inArray(ocpiMessages.objectKey, [...keys]),
        sql`not ${isReplayed}`,
      ),
    );
}
