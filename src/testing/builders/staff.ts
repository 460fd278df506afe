import { asId } from "@/core/ids";
import type { Role } from "@/db/schema/users";
import type { Actor } from "@/services/context";

/** A person of ours with one role; each `number` (1–9) is another person. */
export function staff(role: Role, number = 1): Extract<Actor, { kind: "user" }> {
  return {
    kind: "user",
    userId: asId<"user">(`00000000-0000-7000-8000-00000000000${number}`),
    email: `${role}${number}@kvitt.test`,
    roles: [role],
    driverId: null,
  };
}
