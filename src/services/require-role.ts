import type { Id } from "@/core/ids";
import type { Role } from "@/db/schema/users";
import type { Ctx } from "./context";
import { ServiceError } from "./service-error";

/**
 * Lets through staff with one of the roles, and the system itself.
 * @throws ServiceError UNAUTHENTICATED for partners, FORBIDDEN for people without the role.
 */
export function requireRole(ctx: Ctx, ...roles: readonly Role[]): void {
  const { actor } = ctx;
  if (actor.kind === "system") return;
  if (actor.kind !== "user") throw new ServiceError("UNAUTHENTICATED", "Sign in first.");
  if (!actor.roles.some((role) => roles.includes(role) || role === "tenant_admin")) {
    throw new ServiceError("FORBIDDEN", "Your role does not include this.", {
      needs: roles.join("|"),
    });
  }
}

/**
 * The acting driver's id.
 * @throws ServiceError UNAUTHENTICATED when nobody is signed in, FORBIDDEN for people without a driver account.
 */
export function requireDriver(ctx: Ctx): Id<"driver"> {
  const { actor } = ctx;
  if (actor.kind !== "user") throw new ServiceError("UNAUTHENTICATED", "Sign in first.");
  if (!actor.driverId) throw new ServiceError("FORBIDDEN", "This needs a driver's account.");
  return actor.driverId;
}
