import type { Id } from "@/core/ids";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";

/** The person who acts, whatever the roles. @throws ServiceError UNAUTHENTICATED where it is no person. */
export function actingUser({ actor }: Ctx): {
  readonly userId: Id<"user">;
  readonly email: string;
} {
  if (actor.kind !== "user") throw new ServiceError("UNAUTHENTICATED", "Sign in first.");
  return actor;
}
