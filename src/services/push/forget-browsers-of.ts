import { and, eq, inArray, ne, notExists } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { accountMembers } from "@/db/schema/accounts";
import { drivers } from "@/db/schema/drivers";
import { pushSubscriptions } from "@/db/schema/notifications";
import { memberships } from "@/db/schema/users";
import type { Ctx } from "@/services/context";

/**
 * Tells the browsers of these people no more, unless they have an account that is open, as its owner or as a member, or
 * work for the tenant. Call it in the transaction in which an account, or somebody's part in one, ends.
 */
export async function forgetBrowsersOf(tx: Ctx, userIds: readonly Id<"user">[]): Promise<void> {
  if (userIds.length === 0) return;
  const own = tx.db
    .select({ id: drivers.id })
    .from(drivers)
    .where(
      and(
        eq(drivers.tenantId, pushSubscriptions.tenantId),
        eq(drivers.userId, pushSubscriptions.userId),
        ne(drivers.state, "closed"),
      ),
    );
  const anothers = tx.db
    .select({ id: accountMembers.id })
    .from(accountMembers)
    .innerJoin(
      drivers,
      and(
        eq(drivers.tenantId, accountMembers.tenantId),
        eq(drivers.id, accountMembers.driverId),
        ne(drivers.state, "closed"),
      ),
    )
    .where(
      and(
        eq(accountMembers.tenantId, pushSubscriptions.tenantId),
        eq(accountMembers.userId, pushSubscriptions.userId),
        eq(accountMembers.state, "active"),
      ),
    );
  const work = tx.db
    .select({ role: memberships.role })
    .from(memberships)
    .where(
      and(
        eq(memberships.tenantId, pushSubscriptions.tenantId),
        eq(memberships.userId, pushSubscriptions.userId),
        ne(memberships.role, "driver"),
      ),
    );
  await tx.db
    .delete(pushSubscriptions)
    .where(
      and(
        eq(pushSubscriptions.tenantId, tx.tenantId),
        inArray(pushSubscriptions.userId, [...userIds]),
        notExists(own),
        notExists(anothers),
        notExists(work),
      ),
    );
}

/** The same for whoever uses an account: its owner and its members. */
export async function forgetBrowsersOfAccount(tx: Ctx, driverId: Id<"driver">): Promise<void> {
  const [owner, members] = [
    await tx.db
      .select({ userId: drivers.userId })
      .from(drivers)
      .where(and(eq(drivers.tenantId, tx.tenantId), eq(drivers.id, driverId))),
    await tx.db
      .select({ userId: accountMembers.userId })
      .from(accountMembers)
      .where(and(eq(accountMembers.tenantId, tx.tenantId), eq(accountMembers.driverId, driverId))),
  ];
  await forgetBrowsersOf(
    tx,
    [...owner, ...members].flatMap(({ userId }) => userId ?? []),
  );
}
