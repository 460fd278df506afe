import { and, desc, eq, inArray } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { decodeActiveProfile, decodeProfile } from "@/core/smart-charging/charging-profile";
import type { ToldProfile } from "@/core/smart-charging/site-state/site-state";
import { activeChargingProfiles, chargingRequests } from "@/db/schema/charging";
import type { Ctx } from "@/services/context";

/** What a station follows by the newest that it or its CPO said. */
export type ToldNow = ToldProfile;

/**
 * What each session's station follows: the profile that its CPO told us of last, or the newest that it confirmed to
 * us, whichever came later. Sessions of which nothing is known are left out.
 */
export async function readToldProfiles(
  ctx: Ctx,
  sessionIds: readonly Id<"session">[],
): Promise<ReadonlyMap<string, ToldNow>> {
  const active = await ctx.db
    .selectDistinctOn([activeChargingProfiles.sessionId])
    .from(activeChargingProfiles)
    .where(
      and(
        eq(activeChargingProfiles.tenantId, ctx.tenantId),
        inArray(activeChargingProfiles.sessionId, [...sessionIds]),
      ),
    )
    .orderBy(activeChargingProfiles.sessionId, desc(activeChargingProfiles.receivedAt));
  const confirmed = await ctx.db
    .selectDistinctOn([chargingRequests.sessionId])
    .from(chargingRequests)
    .where(
      and(
        eq(chargingRequests.tenantId, ctx.tenantId),
        inArray(chargingRequests.sessionId, [...sessionIds]),
        inArray(chargingRequests.kind, ["SET_PROFILE", "CLEAR_PROFILE"]),
        eq(chargingRequests.state, "confirmed"),
      ),
    )
    .orderBy(chargingRequests.sessionId, desc(chargingRequests.createdAt));
  const told = new Map<string, ToldNow>();
  for (const row of confirmed) {
    const profile = row.kind === "SET_PROFILE" ? decodeProfile(row.wish) : null;
    told.set(row.sessionId, { requestId: row.id, profile, at: row.endedAt ?? row.createdAt });
  }
  for (const row of active) {
    const known = told.get(row.sessionId);
    if (known && Temporal.Instant.compare(known.at, row.receivedAt) > 0) continue;
    const { profile, startDateTime } = decodeActiveProfile(row.profile);
    const startsAt = profile.startDateTime ?? startDateTime;
    told.set(row.sessionId, {
      requestId: row.id,
      profile: { ...profile, startDateTime: startsAt },
      at: row.receivedAt,
    });
  }
  return told;
}
