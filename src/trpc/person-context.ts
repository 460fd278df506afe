import type { SignedInNewcomer } from "@/auth/current-newcomer";
import type { Person } from "@/auth/current-person";
import { webRuntime } from "@/auth/runtime";
import { openContext, type Ctx } from "@/services/context";

/** What services take, for a person who is signed in. Download routes use it; procedures get it as `ctx.ctx`. */
export function contextOf(person: Person): Ctx {
  const { tenantId, userId, email, roles, driverId } = person;
  const member = person.member ?? null;
  const actor = { kind: "user", userId, email, roles, driverId, member } as const;
  return openContext(webRuntime(), { tenantId, actor });
}

/** The same for somebody who signs up: he has no roles, and may do nothing but that. */
export function contextOfNewcomer({ tenantId, userId, email }: SignedInNewcomer): Ctx {
  const actor = { kind: "user", userId, email, roles: [], driverId: null } as const;
  return openContext(webRuntime(), { tenantId, actor });
}
