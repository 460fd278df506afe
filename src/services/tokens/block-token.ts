import type { Id } from "@/core/ids";
import type { Ctx } from "@/services/context";
import {
  actsForOperations,
  BLOCKED_BY_ACCOUNT,
  BLOCKED_BY_DRIVER,
  BLOCKED_BY_OPERATIONS,
  changeValidity,
  runsAccountOf,
} from "./change-validity";

/**
 * Blocks a token: we answer BLOCKED from now on and tell every registered partner. A driver's own, or by operations.
 * @throws ServiceError NOT_FOUND for a token that is not there or another driver's.
 */
export async function blockToken(ctx: Ctx, tokenId: Id<"token">): Promise<void> {
  await changeValidity(ctx, tokenId, {
    valid: false,
    reason: (token) => {
      if (actsForOperations(ctx)) return BLOCKED_BY_OPERATIONS;
      const isForMember = token.memberId !== null && runsAccountOf(ctx, token);
      return isForMember ? BLOCKED_BY_ACCOUNT : BLOCKED_BY_DRIVER;
    },
  });
}
