import { and, eq, type SQL } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { decodeSession } from "@/core/roaming/json";
import type { Session } from "@/core/roaming/session";
import { sessions } from "@/db/schema/sessions";
import type { Ctx } from "@/services/context";
import { type ObjectKey, upperKey } from "@/services/messages/object-key";

/** The condition that picks a session by its OCPI key. */
export function sessionIs(ctx: Ctx, key: ObjectKey): SQL | undefined {
  const { countryCode, partyId, id } = upperKey(key);
  return and(
    eq(sessions.tenantId, ctx.tenantId),
    eq(sessions.countryCode, countryCode),
    eq(sessions.partyId, partyId),
    eq(sessions.ocpiIdUpper, id),
  );
}

/**
 * A session as its CPO last stated it; null if there is none, or none that the connection delivered: a party may have
 * moved here from another connection.
 * @param deliveredBy null: whoever delivered it.
 */
export async function findSession(
  ctx: Ctx,
  key: ObjectKey,
  deliveredBy: Id<"partner"> | null,
): Promise<Session | null> {
  const [row] = await ctx.db
    .select({ core: sessions.core })
    .from(sessions)
    .where(
      and(
        sessionIs(ctx, key),
        deliveredBy === null ? undefined : eq(sessions.partnerId, deliveredBy),
      ),
    );
  return row ? decodeSession(row.core) : null;
}
