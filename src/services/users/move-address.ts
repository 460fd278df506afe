import { and, eq, not, sql } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { accountMembers } from "@/db/schema/accounts";
import { drivers } from "@/db/schema/drivers";
import { users } from "@/db/schema/users";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";

/** Whose address becomes which. */
export interface AddressMove {
  readonly userId: Id<"user">;
  readonly from: string;
  readonly to: string;
}

/**
 * Makes an address another: that he signs in with, that of his account, and where others' accounts write to him. Call it
 * in a transaction. False where his address is not `from` any more.
 * @throws ServiceError CONFLICT where somebody else has `to`.
 */
export async function moveAddress(tx: Ctx, move: AddressMove): Promise<boolean> {
  const { userId, from, to } = move;
  const [taken] = await tx.db.select({ id: users.id }).from(users).where(eq(users.email, to));
  if (taken && taken.id !== userId) {
    throw new ServiceError("CONFLICT", "Somebody has this address by now.");
  }
  const moved = await tx.db
    .update(users)
    .set({ email: to })
    .where(and(eq(users.id, userId), eq(users.email, from)))
    .returning({ id: users.id });
  if (moved.length === 0) return false;
  await tx.db
    .update(drivers)
    .set({ email: to })
    .where(
      and(eq(drivers.tenantId, tx.tenantId), eq(drivers.userId, userId), eq(drivers.email, from)),
    );
  await moveMemberships(tx, move);
  return true;
}

/** Others' accounts write to him there, too: unless they have just invited that address. */
async function moveMemberships(tx: Ctx, { userId, from, to }: AddressMove): Promise<void> {
  const isTaken = sql`exists (select 1 from ${accountMembers} other where other.tenant_id = ${accountMembers.tenantId}
    and other.driver_id = ${accountMembers.driverId} and other.email = ${to} and other.state <> 'removed')`;
  await tx.db
    .update(accountMembers)
    .set({ email: to })
    .where(
      and(
        eq(accountMembers.tenantId, tx.tenantId),
        eq(accountMembers.userId, userId),
        eq(accountMembers.email, from),
        not(isTaken),
      ),
    );
}
