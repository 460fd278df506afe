import type { Id } from "@/core/ids";
import type { Ctx } from "@/services/context";
import { requireDriver, requireRole } from "@/services/require-role";

/**
 * The driver whose sessions only may be touched; null for staff, who may touch each.
 * @throws ServiceError UNAUTHENTICATED, FORBIDDEN.
 */
export function actingDriver(ctx: Ctx): Id<"driver"> | null {
  const { actor } = ctx;
  const isStaff =
    actor.kind === "user" &&
    actor.roles.some((role) => ["operations", "finance", "tenant_admin"].includes(role));
  if (actor.kind === "user" && !isStaff) return requireDriver(ctx);
  requireRole(ctx, "operations", "finance");
  return null;
}
