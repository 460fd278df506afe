import type { Id } from "@/core/ids";
import type { Session } from "@/core/roaming/session";
import { sessionReadings } from "@/db/schema/sessions";
import type { Ctx } from "@/services/context";
import { findSiteOfSession } from "@/services/sites/find-site-of-session";
import { wakeSite } from "@/services/sites/wake-site";

/** 10⁻⁶ kW in a W. */
const MICRO_KW_PER_W = 1_000n;

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
  if (isActive || wasActive) {
    await tx.db
      .insert(sessionReadings)
      .values({
        tenantId: tx.tenantId,
        sessionId: id,
        at: session.lastUpdated,
        energyMicroKwh: session.kwh,
        powerW: statedPower(session),
        receivedAt: tx.clock.now(),
      })
      // Some partners never raise `last_updated`: what they said last of that moment counts for it no more than the first.
      .onConflictDoNothing();
  }
  if (isActive === wasActive) return;
  const { locationId: locationOcpiId, evseUid, countryCode, partyId } = session;
  const place = { partnerId, countryCode, partyId, locationOcpiId, evseUid };
  const site = await findSiteOfSession(tx, place);
  if (site) await wakeSite(tx, site.id, isActive ? "arrival" : "departure");
}

/** W of the last charging period, where the CPO states them (CdrDimensionType POWER: its average, in kW). */
function statedPower({ chargingPeriods }: Session): number | null {
  const power = chargingPeriods.at(-1)?.dimensions.find(({ type }) => type === "POWER");
  return power ? Number(power.volume / MICRO_KW_PER_W) : null;
}
