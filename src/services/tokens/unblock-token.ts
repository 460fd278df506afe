import type { Id } from "@/core/ids";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";
import {
  actsForOperations,
  BLOCKED_BY_ACCOUNT,
  BLOCKED_BY_DRIVER,
  changeValidity,
  runsAccountOf,
} from "./change-validity";
import { REPLACED } from "./replace-token";
import { LOST } from "./report-lost";

/**
 * Lifts a block and tells every registered partner. A driver lifts only a block of their own; operations any.
 * @throws ServiceError NOT_FOUND for another driver's token, FORBIDDEN for a block that the driver did not set,
 * PRECONDITION for a card that another took the place of.
 */
export async function unblockToken(ctx: Ctx, tokenId: Id<"token">): Promise<void> {
  await changeValidity(ctx, tokenId, {
    valid: true,
    reason: null,
    check: (token) => {
      const { blockedReason } = token;
      if (blockedReason === REPLACED) {
        throw new ServiceError("PRECONDITION", "Another card took its place.", {
          reason: REPLACED,
        });
      }
      if (actsForOperations(ctx)) return;
      if (blockedReason === BLOCKED_BY_DRIVER || blockedReason === LOST) return;
      if (blockedReason === BLOCKED_BY_ACCOUNT) {
        if (runsAccountOf(ctx, token)) return;
        throw new ServiceError("FORBIDDEN", "Who runs the account blocked this token.");
      }
      throw new ServiceError("FORBIDDEN", "Only our support can lift this block.");
    },
  });
}
