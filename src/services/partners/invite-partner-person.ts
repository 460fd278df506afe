import { and, eq } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { newId } from "@/db/new-id";
import { partnerUsers } from "@/db/schema/exchange";
import { memberships, users } from "@/db/schema/users";
import { inTransaction } from "@/db/transaction";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { lockPartner } from "./partner-row";

/** Whom to give access to a partner's pages. */
export interface PartnerPersonInput {
  readonly partnerId: Id<"partner">;
  readonly email: string;
  readonly name: string;
}

const EMAIL = /^[^\s@]{1,64}@[^\s@]+\.[^\s@]+$/;

/**
 * Lets a person of a partner sign in by e-mail link and see that partner. Doing it again changes nothing.
 * Operations only.
 * @throws ServiceError FORBIDDEN, NOT_FOUND, INVALID for an address or name that can't be, CONFLICT for somebody
 * who speaks for another partner.
 */
export async function invitePartnerPerson(
  ctx: Ctx,
  input: PartnerPersonInput,
): Promise<Id<"user">> {
  requireRole(ctx, "operations");
  const { partnerId } = input;
  const email = input.email.trim().toLowerCase();
  const name = input.name.trim();
  if (!EMAIL.test(email) || email.length > 254) {
    throw new ServiceError("INVALID", "This is no e-mail address.", { field: "email" });
  }
  if (name === "" || name.length > 100) {
    throw new ServiceError("INVALID", "A person needs a name of 1 to 100 characters.", {
      field: "name",
    });
  }
  return inTransaction(ctx, async (tx) => {
    await lockPartner(tx, partnerId);
    const userId = await findOrAddUser(tx, email, name);
    const held = await tx.db
      .select({ partnerId: partnerUsers.partnerId })
      .from(partnerUsers)
      .where(and(eq(partnerUsers.tenantId, tx.tenantId), eq(partnerUsers.userId, userId)));
    if (held.some((access) => access.partnerId !== partnerId)) {
      throw new ServiceError("CONFLICT", "This person speaks for another partner.");
    }
    if (held.length > 0) return userId;
    const { tenantId } = tx;
    const createdAt = tx.clock.now();
    await tx.db
      .insert(memberships)
      .values({ tenantId, userId, role: "partner", createdAt })
      .onConflictDoNothing();
    await tx.db.insert(partnerUsers).values({ tenantId, userId, partnerId, createdAt });
    await writeAudit(tx, {
      action: "partner.person_invited",
      subjectType: "partner",
      subjectId: partnerId,
      detail: { userId, email },
    });
    return userId;
  });
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
