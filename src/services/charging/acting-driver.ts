import type { Id } from "@/core/ids";
import type { Ctx } from "@/services/context";
import { requireDriverUse, requireRole } from "@/services/require-role";

/**
 * The account whose sessions only may be touched (by a member who only charges: his own of them); null for staff, who may touch each.
 * @throws ServiceError UNAUTHENTICATED, FORBIDDEN.
 */
export function actingDriver(ctx: Ctx): Id<"driver"> | null {
  const { actor } = ctx;
  const isStaff =
    actor.kind === "user" &&
    actor.roles.some((role) => ["operations", "finance", "tenant_admin"].includes(role));
  if (actor.kind === "user" && !isStaff) return requireDriverUse(ctx).driverId;
  requireRole(ctx, "operations", "finance");
  return null;
}
