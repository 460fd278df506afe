import { and, desc, eq, or, sql } from "drizzle-orm";
import { asId, isId, type Id } from "@/core/ids";
import { chargingRequestEvents, chargingRequests } from "@/db/schema/charging";
import { locations } from "@/db/schema/locations";
import { partners } from "@/db/schema/partners";
import { sessions } from "@/db/schema/sessions";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { findHindrance } from "./steered-session";
import { type ChargingWish, findActiveProfile, type KnownProfile, selectWishes } from "./wish-view";

/** A session that charges, or that something was wished of, in a line. */
export interface SteeredSession {
  readonly id: Id<"session">;
  readonly ocpiId: string;
  readonly partnerId: Id<"partner">;
  readonly operator: string;
  readonly place: string;
  readonly evseUid: string;
  readonly status: typeof sessions.$inferSelect.status;
  /** steering: of another eMSP's driver, steered for the operator and not ours to bill. */
  readonly purpose: typeof sessions.$inferSelect.purpose;
  readonly startedAt: Temporal.Instant;
  readonly energyMicroKwh: bigint;
  /** How many wishes there were, and the newest of them. */
  readonly wishes: number;
  readonly latestKind: ChargingWish["kind"] | null;
  readonly latestState: ChargingWish["state"] | null;
}

const SHOWN = 100;

const mine = sql`from ${chargingRequests} r
  where r.tenant_id = ${sessions.tenantId} and r.session_id = ${sessions.id}`;
const newest = sql`order by r.created_at desc, r.id desc limit 1`;

const line = {
  id: sessions.id,
  ocpiId: sessions.ocpiId,
  partnerId: sessions.partnerId,
  operator: partners.name,
  place: sql<string>`coalesce(${locations.name}, ${locations.address}, ${sessions.locationOcpiId})`,
  evseUid: sessions.evseUid,
  status: sessions.status,
  purpose: sessions.purpose,
  startedAt: sessions.startedAt,
  energyMicroKwh: sessions.energyMicroKwh,
  wishes: sql<number>`(select count(*)::int ${mine})`,
  latestKind: sql<ChargingWish["kind"] | null>`(select r.kind ${mine} ${newest})`,
  latestState: sql<ChargingWish["state"] | null>`(select r.state ${mine} ${newest})`,
};

function selectLines(ctx: Ctx) {
  return ctx.db
    .select(line)
    .from(sessions)
    .innerJoin(
      partners,
      and(eq(partners.tenantId, sessions.tenantId), eq(partners.id, sessions.partnerId)),
    )
    .leftJoin(
      locations,
      and(
        eq(locations.tenantId, sessions.tenantId),
        eq(locations.partnerId, sessions.partnerId),
        eq(locations.countryCode, sessions.countryCode),
        eq(locations.partyId, sessions.partyId),
        sql`${locations.ocpiIdUpper} = upper(${sessions.locationOcpiId})`,
      ),
    )
    .$dynamic();
}

/**
 * Sessions that charge or that something was wished of, the latest hundred. For operations.
 * @throws ServiceError FORBIDDEN, UNAUTHENTICATED.
 */
export async function listSteeredSessions(ctx: Ctx): Promise<readonly SteeredSession[]> {
  requireRole(ctx, "operations");
  return selectLines(ctx)
    .where(
      and(
        eq(sessions.tenantId, ctx.tenantId),
        or(eq(sessions.status, "ACTIVE"), sql`exists (select 1 ${mine})`),
      ),
    )
    .orderBy(desc(sessions.startedAt), desc(sessions.id))
    .limit(SHOWN);
}

/** A session with all that was wished and said of it. */
export interface SteeredSessionPage {
  readonly session: SteeredSession;
  /** Why no profile can be set, asked for or cleared now; null where it can. */
  readonly hindrance: string | null;
  readonly known: KnownProfile | null;
  readonly wishes: readonly (ChargingWish & {
    readonly events: readonly { readonly at: Temporal.Instant; readonly what: string }[];
  })[];
}

/**
 * One session's wishes with their events, and what its station does. For operations.
 * @throws ServiceError NOT_FOUND, FORBIDDEN, UNAUTHENTICATED.
 */
export async function getSteeredSession(ctx: Ctx, id: string): Promise<SteeredSessionPage> {
  requireRole(ctx, "operations");
  const sessionId = asId<"session">(id);
  const isIt = and(eq(sessions.tenantId, ctx.tenantId), eq(sessions.id, sessionId));
  const [session] = isId(id) ? await selectLines(ctx).where(isIt).limit(1) : [];
  const [row] = session ? await ctx.db.select().from(sessions).where(isIt) : [];
  if (!session || !row) throw new ServiceError("NOT_FOUND", "There is no such session.");
  const { requestId, at, what, seq } = chargingRequestEvents;
  const [hindrance, known, wishes, events] = await Promise.all([
    findHindrance(ctx, row, "profile"),
    findActiveProfile(ctx, sessionId),
    selectWishes(ctx, sessionId),
    ctx.db
      .select({ requestId, at, what })
      .from(chargingRequestEvents)
      .innerJoin(
        chargingRequests,
        and(eq(chargingRequests.tenantId, ctx.tenantId), eq(chargingRequests.id, requestId)),
      )
      .where(
        and(
          eq(chargingRequestEvents.tenantId, ctx.tenantId),
          eq(chargingRequests.sessionId, sessionId),
        ),
      )
      .orderBy(requestId, seq),
  ]);
  const eventsOf = (wish: ChargingWish) => events.filter((event) => event.requestId === wish.id);
  return {
    session,
    hindrance,
    known,
    wishes: wishes.map((wish) => ({ ...wish, events: eventsOf(wish) })),
  };
}
