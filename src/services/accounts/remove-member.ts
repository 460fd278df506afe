import { and, eq, inArray, ne } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { isLanguage } from "@/core/language";
import { accountMembers } from "@/db/schema/accounts";
import { drivers, tokens } from "@/db/schema/drivers";
import { receiptSchedules } from "@/db/schema/receipts";
import { memberships, users } from "@/db/schema/users";
import { inTransaction } from "@/db/transaction";
import { writeAudit } from "@/services/audit/write-audit";
import { cancelOpenOrders } from "@/services/cards/cancel-open-orders";
import type { Ctx } from "@/services/context";
import { writeNotification } from "@/services/notifications/write-notification";
import { forgetBrowsersOf } from "@/services/push/forget-browsers-of";
import { blockToken } from "@/services/tokens/block-token";
import { BLOCKED_FOR_CREDIT } from "@/services/tokens/blocked-for-credit";
import { BLOCKED_UNPAID } from "@/services/tokens/blocked-unpaid";
import { BLOCKED_BY_ACCOUNT } from "@/services/tokens/change-validity";
import { lockActingDriver } from "@/services/vehicles/lock-driver";
import { lockMember, type MemberRow } from "./member-row";

/**
 * Takes a member off the account: his tokens are blocked (each partner is told), he comes in no more, an invitation
 * that he has not used ends, and so do receipts that he had sent each month and orders of
 * cards that were not sent. He is told by mail who took him off, and what he can do. What he charged stays where it is.
 * The owner is no member, so he stays.
 * @throws ServiceError FORBIDDEN, NOT_FOUND.
 */
export async function removeMember(ctx: Ctx, memberId: string): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const driverId = await lockActingDriver(tx);
    const member = await lockMember(tx, driverId, memberId);
    const { id, userId } = member;
    const held = await tx.db
      .select({ id: tokens.id })
      .from(tokens)
      .where(
        and(
          eq(tokens.tenantId, tx.tenantId),
          eq(tokens.driverId, driverId),
          eq(tokens.memberId, id),
          eq(tokens.valid, true),
        ),
      )
      .orderBy(tokens.id);
    for (const token of held) await blockToken(tx, token.id);
    await keepBlocked(tx, id);
    await endSchedules(tx, id);
    await cancelOpenOrders(tx, { memberId: id });
    await tx.db
      .update(accountMembers)
      .set({
        state: "removed",
        removedAt: tx.clock.now(),
        inviteSha256: null,
        inviteExpiresAt: null,
      })
      .where(and(eq(accountMembers.tenantId, tx.tenantId), eq(accountMembers.id, id)));
    if (userId) {
      await endMembership(tx, userId);
      await forgetBrowsersOf(tx, [userId]);
    }
    if (member.state === "active") await tellRemoved(tx, member);
    await writeAudit(tx, {
      action: "account.member_removed",
      subjectType: "driver",
      subjectId: driverId,
      detail: { memberId: id, tokens: held.length },
    });
  });
}

async function tellRemoved(tx: Ctx, { id, driverId, userId, email }: MemberRow): Promise<void> {
  const [account] = await tx.db
    .select({ name: drivers.name, locale: drivers.locale })
    .from(drivers)
    .where(and(eq(drivers.tenantId, tx.tenantId), eq(drivers.id, driverId)));
  // His address may have changed since he was invited.
  const [user] = userId
    ? await tx.db
        .select({ email: users.email, name: users.name, locale: users.locale })
        .from(users)
        .where(eq(users.id, userId))
    : [];
  await writeNotification(tx, {
    key: `member_removed:${id}`,
    kind: "member_removed",
    email: user?.email ?? email,
    locale: isLanguage(user?.locale) ? user.locale : (account?.locale ?? "en"),
    payload: {
      name: user?.name ?? "",
      account: account?.name ?? "",
      url: `${tx.settings.baseUrl}/sign-up`,
    },
  });
}

/** A token that was blocked before is not to come free by a payment or a top-up. */
async function keepBlocked(tx: Ctx, memberId: Id<"member">): Promise<void> {
  await tx.db
    .update(tokens)
    .set({ blockedReason: BLOCKED_BY_ACCOUNT })
    .where(
      and(
        eq(tokens.tenantId, tx.tenantId),
        eq(tokens.memberId, memberId),
        eq(tokens.valid, false),
        inArray(tokens.blockedReason, [BLOCKED_FOR_CREDIT, BLOCKED_UNPAID]),
      ),
    );
}

async function endSchedules(tx: Ctx, memberId: Id<"member">): Promise<void> {
  await tx.db
    .update(receiptSchedules)
    .set({ isActive: false })
    .where(
      and(eq(receiptSchedules.tenantId, tx.tenantId), eq(receiptSchedules.memberId, memberId)),
    );
}

/** The role goes with the last account that it opened. */
async function endMembership(tx: Ctx, userId: Id<"user">): Promise<void> {
  const [own] = await tx.db
    .select({ id: drivers.id })
    .from(drivers)
    .where(and(eq(drivers.tenantId, tx.tenantId), eq(drivers.userId, userId)));
  const [other] = await tx.db
    .select({ id: accountMembers.id })
    .from(accountMembers)
    .where(
      and(
        eq(accountMembers.tenantId, tx.tenantId),
        eq(accountMembers.userId, userId),
        ne(accountMembers.state, "removed"),
      ),
    )
    .limit(1);
  if (own || other) return;
  await tx.db
    .delete(memberships)
    .where(
      and(
        eq(memberships.tenantId, tx.tenantId),
        eq(memberships.userId, userId),
        eq(memberships.role, "driver"),
      ),
    );
}
