import type { Id } from "@/core/ids";
import { inTransaction } from "@/db/transaction";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { insertWish } from "./charging-row";
import { lockSession, requireSteering } from "./steered-session";
import { encodeSpan } from "./stored-span";

/** A day: longer costs the station data, and will have changed before it comes true. */
const LONGEST_S = 86_400;

/**
 * Asks what a running session's station will do in the next `durationS` seconds (at most a day). The answer becomes
 * the session's active profile. For operations. Returns the question's id.
 * @throws ServiceError FORBIDDEN; NOT_FOUND; INVALID for a time that is none; PRECONDITION as `requireSteering`.
 */
export async function getChargingProfile(
  ctx: Ctx,
  sessionId: string,
  durationS: number,
): Promise<Id<"other">> {
  requireRole(ctx, "operations");
  if (!Number.isSafeInteger(durationS) || durationS < 1 || durationS > LONGEST_S) {
    throw new ServiceError("INVALID", "The time is between a second and a day.");
  }
  return inTransaction(ctx, async (tx) => {
    const session = await lockSession(tx, sessionId, null);
    await requireSteering(tx, session, "profile");
    return insertWish(tx, { kind: "GET_PROFILE", session, wish: encodeSpan({ durationS }) });
  });
}
