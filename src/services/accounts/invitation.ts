import { and, eq } from "drizzle-orm";
import type { Id } from "@/core/ids";
import type { Queryable } from "@/db/client";
import { newId } from "@/db/new-id";
import { accountMembers, type MemberRole } from "@/db/schema/accounts";
import { drivers } from "@/db/schema/drivers";
import { memberships, users } from "@/db/schema/users";
import { inTransaction } from "@/db/transaction";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";
import { inviteHash } from "./invite-member";

/** What whoever holds an invitation's secret may see of it. */
export interface Invitation {
  readonly account: string;
  readonly name: string;
  readonly email: string;
  readonly role: MemberRole;
  readonly expiresAt: Temporal.Instant;
}

/** Who holds a secret of this shape: 32 bytes in base64url. */
const SECRET = /^[A-Za-z0-9_-]{43}$/;

/** Whose invitation a secret opens, so that a context can be opened; null for none. */
export async function tenantOfInvitation(
  db: Queryable,
  secret: string,
): Promise<Id<"tenant"> | null> {
  if (!SECRET.test(secret)) return null;
  const [row] = await db
    .select({ tenantId: accountMembers.tenantId })
    .from(accountMembers)
    .where(eq(accountMembers.inviteSha256, inviteHash(secret)));
  return row?.tenantId ?? null;
}

/** An invitation that holds. @throws ServiceError NOT_FOUND for one that was used, withdrawn, or has ended. */
export async function readInvitation(ctx: Ctx, secret: string): Promise<Invitation> {
  const { account, member } = await findInvitation(ctx, secret);
  const { name, email, role, inviteExpiresAt } = member;
  return { account, name, email, role, expiresAt: inviteExpiresAt ?? ctx.clock.now() };
}

/** Who became a member of what. */
export interface JoinedMember {
  readonly userId: Id<"user">;
  readonly driverId: Id<"driver">;
  readonly email: string;
}

/**
 * Makes the person whom an invitation was sent to a member: his user where there is none, the role that lets him in,
 * and the member. That he holds the secret shows that he reads the address's mail; who signs in still has to prove it.
 * The secret is worth one use.
 * @throws ServiceError NOT_FOUND as `readInvitation`, CONFLICT for somebody who is a member already.
 */
export async function acceptInvitation(ctx: Ctx, secret: string): Promise<JoinedMember> {
  return inTransaction(ctx, async (tx) => {
    const { member } = await findInvitation(tx, secret, true);
    const { id, driverId, email, name } = member;
    const userId = await findOrAddUser(tx, email, name);
    const now = tx.clock.now();
    const { tenantId } = tx;
    await tx.db
      .insert(memberships)
      .values({ tenantId, userId, role: "driver", createdAt: now })
      .onConflictDoNothing();
    await tx.db
      .update(accountMembers)
      .set({ userId, state: "active", joinedAt: now, inviteSha256: null, inviteExpiresAt: null })
      .where(and(eq(accountMembers.tenantId, tenantId), eq(accountMembers.id, id)));
    await writeAudit(tx, {
      action: "account.member_joined",
      subjectType: "driver",
      subjectId: driverId,
      detail: { memberId: id, userId },
    });
    return { userId, driverId, email };
  });
}

async function findInvitation(ctx: Ctx, secret: string, isHeld = false) {
  const asked = ctx.db
    .select({ member: accountMembers, account: drivers.name, state: drivers.state })
    .from(accountMembers)
    .innerJoin(
      drivers,
      and(eq(drivers.tenantId, accountMembers.tenantId), eq(drivers.id, accountMembers.driverId)),
    )
    .where(
      and(
        eq(accountMembers.tenantId, ctx.tenantId),
        eq(accountMembers.inviteSha256, inviteHash(secret)),
        eq(accountMembers.state, "invited"),
      ),
    );
  const [row] = await (isHeld ? asked.for("update", { of: accountMembers }) : asked);
  const until = row?.member.inviteExpiresAt;
  const isOver = !until || Temporal.Instant.compare(until, ctx.clock.now()) <= 0;
  if (!row || isOver || row.state === "closed") {
    throw new ServiceError("NOT_FOUND", "This invitation is not valid any more.");
  }
  return row;
}

async function findOrAddUser(tx: Ctx, email: string, name: string): Promise<Id<"user">> {
  await tx.db
    .insert(users)
    .values({ id: newId<"user">(), email, name })
    .onConflictDoNothing({ target: users.email });
  const [user] = await tx.db.select({ id: users.id }).from(users).where(eq(users.email, email));
  if (!user) throw new ServiceError("UNAVAILABLE", "The person could not be added. Try again.");
  return user.id;
}
