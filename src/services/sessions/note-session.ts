import { and, desc, eq } from "drizzle-orm";
import type { Id } from "@/core/ids";
import type { Session } from "@/core/roaming/session";
import { sessionReadings } from "@/db/schema/sessions";
import type { Ctx } from "@/services/context";
import { findSiteOfSession } from "@/services/sites/find-site-of-session";
import { wakeSite } from "@/services/sites/wake-site";
import { meterReading } from "./meter-reading";

/**
 * Keeps what a session's meter showed at an update, and wakes its site when it begins or ends to charge. Call it in the
 * transaction that stores the session.
 */
export async function noteSession(
  tx: Ctx,
  noted: {
    readonly id: Id<"session">;
    readonly partnerId: Id<"partner">;
    readonly session: Session;
    /** Whether it charged before this update. */
    readonly wasActive: boolean;
  },
): Promise<void> {
  const { id, partnerId, session, wasActive } = noted;
  const isActive = session.status === "ACTIVE";
  if (isActive || wasActive) await keepReading(tx, id, session);
  if (isActive === wasActive) return;
  const { locationId: locationOcpiId, evseUid, countryCode, partyId } = session;
  const place = { partnerId, countryCode, partyId, locationOcpiId, evseUid };
  const site = await findSiteOfSession(tx, place);
  if (site) await wakeSite(tx, site.id, isActive ? "arrival" : "departure");
}

async function keepReading(tx: Ctx, id: Id<"session">, session: Session): Promise<void> {
  const [last = null] = await tx.db
    .select({ at: sessionReadings.at, energyMicroKwh: sessionReadings.energyMicroKwh })
    .from(sessionReadings)
    .where(and(eq(sessionReadings.tenantId, tx.tenantId), eq(sessionReadings.sessionId, id)))
    .orderBy(desc(sessionReadings.at))
    .limit(1);
  const now = tx.clock.now();
  const reading = meterReading(session, last, now);
  if (!reading) return;
  await tx.db
    .insert(sessionReadings)
    .values({ tenantId: tx.tenantId, sessionId: id, ...reading, receivedAt: now })
    .onConflictDoNothing();
}
