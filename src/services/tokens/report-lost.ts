import type { Id } from "@/core/ids";
import { inTransaction } from "@/db/transaction";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";
import { changeValidity } from "./change-validity";
import { lockOwnToken } from "./lock-own-token";

/** Why a token is blocked that its holder has lost. He may lift it when he finds it again. */
export const LOST = "lost";

/**
 * A card is lost: it is blocked at once, and every registered partner is told.
 * @throws ServiceError FORBIDDEN, NOT_FOUND, INVALID for the app's token, which can't be lost.
 */
export async function reportLost(ctx: Ctx, id: Id<"token">): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const token = await lockOwnToken(tx, id);
    if (token.type !== "RFID") throw new ServiceError("INVALID", "Only a card can be lost.");
    await changeValidity(tx, id, { valid: false, reason: LOST });
  });
}
