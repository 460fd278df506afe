import type { Id } from "@/core/ids";
import {
  type ChargingProfile,
  checkProfile,
  encodeProfile,
} from "@/core/smart-charging/charging-profile";
import { inTransaction } from "@/db/transaction";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { insertWish } from "./charging-row";
import { lockSession, requireSteering } from "./steered-session";

/**
 * Holds a running session under a profile: the most that it may draw, over time. It takes the place of one that was
 * set before. For operations. Returns the wish's id.
 * @throws ServiceError FORBIDDEN; NOT_FOUND; INVALID with `fault` for a profile that no station can follow;
 * PRECONDITION as `requireSteering`.
 */
export async function setChargingProfile(
  ctx: Ctx,
  sessionId: string,
  profile: ChargingProfile,
): Promise<Id<"other">> {
  requireRole(ctx, "operations");
  const checked = checkProfile(profile);
  if (!checked.ok) {
    const fault = checked.reason;
    throw new ServiceError("INVALID", "No station can follow this profile.", { fault });
  }
  return inTransaction(ctx, async (tx) => {
    const session = await lockSession(tx, sessionId, null);
    await requireSteering(tx, session, "profile");
    return insertWish(tx, { kind: "SET_PROFILE", session, wish: encodeProfile(profile) });
  });
}
