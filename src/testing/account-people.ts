import { and, eq } from "drizzle-orm";
import type { Person } from "@/auth/current-person";
import { findPerson } from "@/auth/find-person";
import type { Id } from "@/core/ids";
import { newId } from "@/db/new-id";
import { accountMembers, type MemberRole } from "@/db/schema/accounts";
import { drivers, type tokens } from "@/db/schema/drivers";
import { memberships } from "@/db/schema/users";
import type { Actor, Ctx } from "@/services/context";
import { aToken, aUser } from "./builders/driver";

/** Somebody who uses an account, with the card that he holds. */
export interface AccountPerson {
  readonly role: "owner" | MemberRole;
  readonly person: Person;
  readonly actor: Extract<Actor, { kind: "user" }>;
  /** Null: the owner. */
  readonly memberId: Id<"member"> | null;
  readonly token: typeof tokens.$inferSelect;
}

/** Mints the person who owns an account, or an active member of it, with a card of his own. */
export async function anAccountPerson(
  ctx: Ctx,
  driverId: Id<"driver">,
  role: "owner" | MemberRole,
): Promise<AccountPerson> {
  const { tenantId, db } = ctx;
  const user = await aUser(ctx, { name: `The ${role}` });
  await db.insert(memberships).values({ tenantId, userId: user.id, role: "driver" });
  const memberId = role === "owner" ? null : newId<"member">();
  if (role === "owner" || memberId === null) {
    await db
      .update(drivers)
      .set({ userId: user.id })
      .where(and(eq(drivers.tenantId, tenantId), eq(drivers.id, driverId)));
  } else {
    await db.insert(accountMembers).values({
      tenantId,
      id: memberId,
      driverId,
      userId: user.id,
      name: user.name ?? role,
      email: user.email,
      role,
      state: "active",
      invitedBy: "test",
      invitedAt: ctx.clock.now(),
      joinedAt: ctx.clock.now(),
    });
  }
  const token = await aToken(ctx, driverId, { memberId });
  const person = await findPerson(db, { userId: user.id });
  if (!person) throw new Error("nobody was minted");
  const { userId, email, roles } = person;
  const member = person.member ?? null;
  const actor = { kind: "user", userId, email, roles, driverId: person.driverId, member } as const;
  return { role, person, actor, memberId, token };
}
