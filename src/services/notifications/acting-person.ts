import type { Actor, Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";

/** The person who acts. @throws ServiceError UNAUTHENTICATED where nobody is signed in. */
export function actingPerson({ actor }: Ctx): Extract<Actor, { readonly kind: "user" }> {
  if (actor.kind !== "user") throw new ServiceError("UNAUTHENTICATED", "Sign in first.");
  return actor;
}
