import type { Id } from "@/core/ids";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";

/**
 * Lets through the partner itself, operations and the system.
 * @throws ServiceError FORBIDDEN for another partner or a person without the role.
 */
export function requirePartnerOrOperations(ctx: Ctx, partnerId: Id<"partner">): void {
  if (ctx.actor.kind !== "partner") return requireRole(ctx, "operations");
  if (ctx.actor.partnerId !== partnerId) {
    throw new ServiceError("FORBIDDEN", "This belongs to another partner.");
  }
}
