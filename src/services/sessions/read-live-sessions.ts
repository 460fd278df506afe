import { and, desc, eq, gt, sql } from "drizzle-orm";
import type { Id } from "@/core/ids";
import type { Money } from "@/core/money/money";
import { type PowerNow, sessionCurve } from "@/core/rating/segment-session";
import { decodeSession } from "@/core/roaming/json";
import { cdrs } from "@/db/schema/cdrs";
import { locations } from "@/db/schema/locations";
import { partners } from "@/db/schema/partners";
import { sessions } from "@/db/schema/sessions";
import { withOwnToken } from "@/services/accounts/own-tokens";
import type { Ctx } from "@/services/context";
import { requireDriverUse } from "@/services/require-role";
import { readRunningPrice } from "./read-running-price";
import { readWanted } from "./read-wanted";

/** A session that runs now, by its CPO's last word. */
export interface LiveSession {
  readonly id: Id<"session">;
  readonly startedAt: Temporal.Instant;
  /** When the CPO last said something, by his own clock. */
  readonly updatedAt: Temporal.Instant;
  readonly energyMicroKwh: bigint;
  /** As the CPO told it, else from the last two readings; null where there are none. */
  readonly power: PowerNow | null;
  readonly operator: string;
  readonly place: string;
  readonly city: string;
  readonly timeZone: string | null;
  /** VAT included, from the periods sent so far; null: not yet known. */
  readonly runningPrice: Money | null;
  /** The idle fee that comes, or runs, as the charge goes now; null for none that is foreseen. */
  readonly idle: { readonly from: Temporal.Instant; readonly perMinute: bigint } | null;
}

/** A CPO that has been silent this long has lost the session; it is no longer shown as running. */
const SILENCE = { hours: 72 };

/**
 * The acting driver's sessions that run now, latest first.
 * @throws ServiceError FORBIDDEN for people without a driver's account.
 */
export async function readLiveSessions(ctx: Ctx): Promise<readonly LiveSession[]> {
  const { driverId } = requireDriverUse(ctx);
  const rows = await ctx.db
    .select({
      id: sessions.id,
      partnerId: sessions.partnerId,
      core: sessions.core,
      startedAt: sessions.startedAt,
      updatedAt: sessions.lastUpdated,
      energyMicroKwh: sessions.energyMicroKwh,
      operator: partners.name,
      place: sql<string>`coalesce(${locations.name}, ${locations.address}, '')`,
      city: sql<string>`coalesce(${locations.city}, '')`,
      country: locations.country,
      timeZone: locations.timeZone,
    })
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
        sql`${locations.ocpiIdUpper} = upper(${sessions.locationOcpiId})`,
      ),
    )
    .where(
      and(
        eq(sessions.tenantId, ctx.tenantId),
        eq(sessions.driverId, driverId),
        withOwnToken(ctx, { tokenId: sessions.tokenId, at: sessions.startedAt }),
        eq(sessions.status, "ACTIVE"),
        gt(sessions.receivedAt, ctx.clock.now().subtract(SILENCE)),
        sql`not exists (select 1 from ${cdrs} where ${cdrs.tenantId} = ${sessions.tenantId}
          and ${cdrs.partnerId} = ${sessions.partnerId} and ${cdrs.driverId} = ${sessions.driverId}
          and upper(${cdrs.sessionOcpiId}) = ${sessions.ocpiIdUpper})`,
      ),
    )
    .orderBy(desc(sessions.startedAt));
  return Promise.all(
    rows.map(async ({ core: stored, country, partnerId, ...row }) => {
      const core = decodeSession(stored);
      const running = { driverId, partnerId, core, timeZone: row.timeZone, country };
      const { wanted } = await readWanted(ctx, row);
      const price = await readRunningPrice(ctx, running, { leaveAt: null, wanted });
      // What is an estimate is told on the charge's own page, where it can be called one.
      const step = price?.ahead?.by === "taper" ? undefined : price?.ahead?.step;
      return {
        ...row,
        power: sessionCurve(core)?.power ?? null,
        runningPrice: price?.soFar.total ?? null,
        idle: step?.perIdleMinute ? { from: step.from, perMinute: step.perIdleMinute } : null,
      };
    }),
  );
}
