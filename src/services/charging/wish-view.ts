import { and, desc, eq } from "drizzle-orm";
import type { Id } from "@/core/ids";
import {
  type ActiveChargingProfile,
  type ChargingProfile,
  decodeActiveProfile,
  decodeProfile,
} from "@/core/smart-charging/charging-profile";
import {
  type ChargingPreferences,
  decodePreferences,
} from "@/core/smart-charging/charging-preferences";
import {
  activeChargingProfiles,
  type ChargingRequestKind,
  chargingRequests,
  type ChargingRequestState,
} from "@/db/schema/charging";
import type { Ctx } from "@/services/context";

/** A wish for a session's charging as people see it. */
export interface ChargingWish {
  readonly id: Id<"other">;
  readonly sessionId: Id<"session">;
  readonly kind: ChargingRequestKind;
  readonly state: ChargingRequestState;
  /** Of PREFERENCES. */
  readonly preferences: ChargingPreferences | null;
  /** Of SET_PROFILE. */
  readonly profile: ChargingProfile | null;
  /** What the CPO, then the station said; null while nothing was. */
  readonly syncResult: string | null;
  readonly asyncResult: string | null;
  /** Why it could not be sent or read, or how it was turned down. */
  readonly lastError: string | null;
  readonly attempts: number;
  readonly requestedBy: string;
  readonly createdAt: Temporal.Instant;
  /** When it is looked at next; null once it has ended. */
  readonly dueAt: Temporal.Instant | null;
  readonly endedAt: Temporal.Instant | null;
}

/** A row as people see it. */
function toWish(row: typeof chargingRequests.$inferSelect): ChargingWish {
  const { kind } = row;
  return {
    id: row.id,
    sessionId: row.sessionId,
    kind,
    state: row.state,
    syncResult: row.syncResult,
    asyncResult: row.asyncResult,
    lastError: row.lastError,
    attempts: row.attempts,
    requestedBy: row.requestedBy,
    createdAt: row.createdAt,
    dueAt: row.dueAt,
    endedAt: row.endedAt,
    preferences: kind === "PREFERENCES" ? decodePreferences(row.wish) : null,
    profile: kind === "SET_PROFILE" ? decodeProfile(row.wish) : null,
  };
}

/** The wishes for one session, newest first. */
export async function selectWishes(
  ctx: Ctx,
  sessionId: Id<"session">,
): Promise<readonly ChargingWish[]> {
  const rows = await ctx.db
    .select()
    .from(chargingRequests)
    .where(
      and(eq(chargingRequests.tenantId, ctx.tenantId), eq(chargingRequests.sessionId, sessionId)),
    )
    .orderBy(desc(chargingRequests.createdAt), desc(chargingRequests.id))
    .limit(50);
  return rows.map(toWish);
}

/** What a session's station does, as it was last told. */
export interface KnownProfile {
  readonly source: "push" | "get";
  readonly active: ActiveChargingProfile;
  readonly receivedAt: Temporal.Instant;
}

/** The newest that was told of a session's station; null where nothing was. */
export async function findActiveProfile(
  ctx: Ctx,
  sessionId: Id<"session">,
): Promise<KnownProfile | null> {
  const { source, profile, receivedAt } = activeChargingProfiles;
  const [row] = await ctx.db
    .select({ source, profile, receivedAt })
    .from(activeChargingProfiles)
    .where(
      and(
        eq(activeChargingProfiles.tenantId, ctx.tenantId),
        eq(activeChargingProfiles.sessionId, sessionId),
      ),
    )
    .orderBy(desc(receivedAt), desc(activeChargingProfiles.id))
    .limit(1);
  if (!row) return null;
  return {
    source: row.source,
    active: decodeActiveProfile(row.profile),
    receivedAt: row.receivedAt,
  };
}
