import type { Id } from "@/core/ids";
import {
  type ChargingPreferences,
  encodePreferences,
} from "@/core/smart-charging/charging-preferences";
import { inTransaction } from "@/db/transaction";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";
import { actingDriver } from "./acting-driver";
import { insertWish } from "./charging-row";
import { hasPriceFor } from "./read-steering";
import { lockSession, requireSteering } from "./steered-session";

/**
 * Tells the CPO what a driver wishes of a running session. The driver does it for his own; operations and finance for
 * anybody's. What the CPO is told last counts. Returns the wish's id.
 * @throws ServiceError NOT_FOUND for what is not there or another driver's; INVALID for a departure that is past or
 * an energy that is none; PRECONDITION with `reason` "no-profile-tariff" where the CPO has no price for the style,
 * else as `requireSteering`.
 */
export async function setChargingPreferences(
  ctx: Ctx,
  sessionId: string,
  preferences: ChargingPreferences,
): Promise<Id<"other">> {
  const driverId = actingDriver(ctx);
  const { profileType, departureTime, energyNeed } = preferences;
  if (departureTime && Temporal.Instant.compare(departureTime, ctx.clock.now()) <= 0) {
    throw new ServiceError("INVALID", "The departure is over.", { field: "departureTime" });
  }
  if (energyNeed !== undefined && energyNeed <= 0n) {
    throw new ServiceError("INVALID", "The energy must be above zero.", { field: "energyNeed" });
  }
  return inTransaction(ctx, async (tx) => {
    const session = await lockSession(tx, sessionId, driverId);
    const facts = await requireSteering(tx, session, "preferences");
    if (!hasPriceFor(facts, profileType)) {
      throw new ServiceError("PRECONDITION", "The operator has no price for this style.", {
        reason: "no-profile-tariff",
      });
    }
    const wish = encodePreferences(preferences);
    return insertWish(tx, { kind: "PREFERENCES", session, wish });
  });
}
