import type { AccountRef } from "@/core/ledger/account";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";

/**
 * Lets a driver see his own accounts, and finance and the system see all.
 * @throws ServiceError UNAUTHENTICATED or FORBIDDEN.
 */
export function requireAccountAccess(ctx: Ctx, account: AccountRef): void {
  const { actor } = ctx;
  const isOwn =
    actor.kind === "user" && actor.driverId !== null && actor.driverId === account.ownerId;
  if (!isOwn) requireRole(ctx, "finance");
}
