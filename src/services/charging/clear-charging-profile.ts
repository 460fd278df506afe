import type { Id } from "@/core/ids";
import { inTransaction } from "@/db/transaction";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import { insertWish } from "./charging-row";
import { lockSession, requireSteering } from "./steered-session";
import { encodeNothing } from "./stored-span";

/**
 * Lets a running session go from the profile that we set. For operations. Returns the wish's id.
 * @throws ServiceError FORBIDDEN; NOT_FOUND; PRECONDITION as `requireSteering`.
 */
export async function clearChargingProfile(ctx: Ctx, sessionId: string): Promise<Id<"other">> {
  requireRole(ctx, "operations");
  return inTransaction(ctx, async (tx) => {
    const session = await lockSession(tx, sessionId, null);
    await requireSteering(tx, session, "profile");
    return insertWish(tx, { kind: "CLEAR_PROFILE", session, wish: encodeNothing() });
  });
}
