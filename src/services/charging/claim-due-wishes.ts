import { and, eq, sql } from "drizzle-orm";
import type { Id } from "@/core/ids";
import type { PartyId } from "@/core/roaming/party";
import {
  type ChargingPreferences,
  decodePreferences,
} from "@/core/smart-charging/charging-preferences";
import { type ChargingProfile, decodeProfile } from "@/core/smart-charging/charging-profile";
import { chargingRequests } from "@/db/schema/charging";
import { sessions } from "@/db/schema/sessions";
import { inTransaction } from "@/db/transaction";
import type { Ctx } from "@/services/context";
import { lockWish, moveWish } from "./charging-row";
import { decodeSpan } from "./stored-span";

/** What is wished. */
export type Wish =
  | { readonly kind: "PREFERENCES"; readonly preferences: ChargingPreferences }
  | { readonly kind: "SET_PROFILE"; readonly profile: ChargingProfile }
  | { readonly kind: "GET_PROFILE"; readonly durationS: number }
  | { readonly kind: "CLEAR_PROFILE" };

/** A wish to send now. */
export interface WishToSend {
  readonly id: Id<"other">;
  readonly partnerId: Id<"partner">;
  /** Whose session it is. */
  readonly to: PartyId;
  /** The CPO's id of the session. */
  readonly sessionOcpiId: string;
  readonly wish: Wish;
}

/**
 * Takes up to `limit` wishes that are due, each for this caller alone. One whose session has ended is ended too; one
 * of a session that has another of its kind under way waits for that, so that the newest comes last. The system's own.
 */
export async function claimDueWishes(ctx: Ctx, limit: number): Promise<readonly WishToSend[]> {
  if (limit <= 0) return [];
  return inTransaction(ctx, async (tx) => {
    const now = tx.clock.now();
    const due = await tx.db
      .select({ id: chargingRequests.id })
      .from(chargingRequests)
      .where(
        and(
          eq(chargingRequests.tenantId, tx.tenantId),
          eq(chargingRequests.state, "created"),
          sql`${chargingRequests.dueAt} <= ${now.toString()}::timestamptz`,
          sql`not exists (
            select 1 from charging_requests o
            where o.tenant_id = ${chargingRequests.tenantId} and o.session_id = ${chargingRequests.sessionId}
              and o.state = 'sent' and (o.kind = 'PREFERENCES') = (${chargingRequests.kind} = 'PREFERENCES'))`,
        ),
      )
      .orderBy(chargingRequests.dueAt, chargingRequests.id)
      .limit(limit)
      .for("update", { skipLocked: true });
    const claimed: WishToSend[] = [];
    const taken = new Set<string>();
    for (const { id } of due) {
      const row = await lockWish(tx, id);
      const track = `${row.sessionId} ${row.kind === "PREFERENCES"}`;
      if (taken.has(track)) continue;
      const session = await readSession(tx, row.sessionId);
      if (session?.status !== "ACTIVE") {
        const lastError = "The session is over.";
        await moveWish(tx, row, { signal: { kind: "failed" }, values: { lastError } });
        continue;
      }
      taken.add(track);
      const values = { sentAt: now, attempts: row.attempts + 1 };
      await moveWish(tx, row, { signal: { kind: "sent" }, values });
      const { countryCode, partyId, ocpiId } = session;
      claimed.push({
        id,
        partnerId: row.partnerId,
        to: { countryCode, partyId },
        sessionOcpiId: ocpiId,
        wish: readWish(row),
      });
    }
    return claimed;
  });
}

function readWish({ kind, wish }: typeof chargingRequests.$inferSelect): Wish {
  switch (kind) {
    case "PREFERENCES":
      return { kind, preferences: decodePreferences(wish) };
    case "SET_PROFILE":
      return { kind, profile: decodeProfile(wish) };
    case "GET_PROFILE":
      return { kind, durationS: decodeSpan(wish).durationS };
    case "CLEAR_PROFILE":
      return { kind };
  }
}

async function readSession(tx: Ctx, id: Id<"session">) {
  const { countryCode, partyId, ocpiId, status } = sessions;
  const [row] = await tx.db
    .select({ countryCode, partyId, ocpiId, status })
    .from(sessions)
    .where(and(eq(sessions.tenantId, tx.tenantId), eq(sessions.id, id)));
  return row;
}
