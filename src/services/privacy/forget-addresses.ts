import { and, eq, inArray, ne, sql } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { accountMembers } from "@/db/schema/accounts";
import { drivers } from "@/db/schema/drivers";
import { auditEvents, notifications } from "@/db/schema/notifications";
import { emailChanges, erasures } from "@/db/schema/privacy";
import { signUps } from "@/db/schema/sign-ups";
import { signInTokens, users } from "@/db/schema/users";
import type { Ctx } from "@/services/context";

/** What stands where an address stood that nobody is to find any more. */
const NOBODY = "forgotten@erased.invalid";

/**
 * The e-mail addresses by which a driver was known: today's, those of before, and those of his account's members. None
 * that somebody who stays has now. Call it before anything of him is taken out.
 */
export async function addressesOf(
  tx: Ctx,
  who: {
    readonly driverId: Id<"driver">;
    readonly userId: Id<"user"> | null;
    readonly email: string;
  },
): Promise<readonly string[]> {
  const members = await tx.db
    .select({ email: accountMembers.email })
    .from(accountMembers)
    .where(
      and(eq(accountMembers.tenantId, tx.tenantId), eq(accountMembers.driverId, who.driverId)),
    );
  const own = who.userId === null ? [] : await addressesOfUser(tx, who.userId);
  const known = [...new Set([who.email, ...own, ...members.map(({ email }) => email)])];
  const others = await addressesInUse(tx, known, who);
  return known.filter((email) => !others.has(email));
}

async function addressesOfUser(tx: Ctx, userId: Id<"user">): Promise<string[]> {
  const [user, changes, told, begun] = [
    await tx.db.select({ email: users.email }).from(users).where(eq(users.id, userId)),
    await tx.db
      .select()
      .from(emailChanges)
      .where(and(eq(emailChanges.tenantId, tx.tenantId), eq(emailChanges.userId, userId))),
    // Changes of before they had rows.
    await tx.db
      .select({
        from: sql<string | null>`${auditEvents.detail} ->> 'from'`,
        to: sql<string | null>`${auditEvents.detail} ->> 'to'`,
      })
      .from(auditEvents)
      .where(
        and(
          eq(auditEvents.tenantId, tx.tenantId),
          eq(auditEvents.subjectType, "user"),
          eq(auditEvents.subjectId, userId),
          eq(auditEvents.action, "user.email_changed"),
        ),
      ),
    await tx.db
      .select({ email: signUps.email })
      .from(signUps)
      .where(and(eq(signUps.tenantId, tx.tenantId), eq(signUps.userId, userId))),
  ];
  return [
    ...user.map(({ email }) => email),
    ...begun.map(({ email }) => email),
    // One that was only asked for may be anybody's.
    ...changes.flatMap(({ fromEmail, toEmail, changedAt }) =>
      changedAt === null ? [fromEmail] : [fromEmail, toEmail],
    ),
    ...told.flatMap(({ from, to }) => [from, to].filter((email) => email !== null)),
  ];
}

async function addressesInUse(
  tx: Ctx,
  emails: readonly string[],
  { driverId, userId }: { readonly driverId: Id<"driver">; readonly userId: Id<"user"> | null },
): Promise<ReadonlySet<string>> {
  const byUsers = await tx.db
    .select({ email: users.email })
    .from(users)
    .where(
      and(inArray(users.email, [...emails]), userId === null ? undefined : ne(users.id, userId)),
    );
  const byDrivers = await tx.db
    .select({ email: drivers.email })
    .from(drivers)
    .where(
      and(
        eq(drivers.tenantId, tx.tenantId),
        inArray(drivers.email, [...emails]),
        ne(drivers.id, driverId),
      ),
    );
  return new Set([...byUsers, ...byDrivers].map(({ email }) => email));
}

/**
 * Takes addresses out of the trail of deeds, where the pseudonym stands in their place, and out of notices, but for
 * what is still on its way; links that wait for them open nothing. Returns how many of both.
 */
export async function forgetAddresses(
  tx: Ctx,
  emails: readonly string[],
  pseudonym: string,
): Promise<{ readonly notices: number; readonly trail: number }> {
  if (emails.length === 0) return { notices: 0, trail: 0 };
  const told = await tx.db
    .update(notifications)
    .set({ email: `${pseudonym.toLowerCase()}@erased.invalid`, payload: {} })
    .where(
      and(
        eq(notifications.tenantId, tx.tenantId),
        inArray(notifications.email, [...emails]),
        ne(notifications.state, "pending"),
      ),
    )
    .returning({ id: notifications.id });
  await tx.db.delete(signInTokens).where(inArray(signInTokens.identifier, [...emails]));
  const words = sql.join(
    emails.map((email) => sql`${email}::text`),
    sql`, `,
  );
  const [trail] = await tx.db.execute<{ touched: number }>(
    sql`select forget_in_audit(${tx.tenantId}::uuid, array[${words}], ${pseudonym}) as touched`,
  );
  return { notices: told.length, trail: trail?.touched ?? 0 };
}

/** So long a notice may be on its way. */
const ON_THEIR_WAY = { hours: 24 * 14 } as const;

/** Empties what was on its way when somebody was forgotten, the word of it too, once it has gone. Returns how many. */
export async function forgetLastNotices(ctx: Ctx): Promise<number> {
  const since = ctx.clock.now().subtract(ON_THEIR_WAY).toString();
  const word = sql`(select w.email, w.created_at from ${erasures} e
    join ${notifications} w on w.tenant_id = e.tenant_id and w.key = 'erasure_done:' || e.id
    where e.tenant_id = ${ctx.tenantId} and e.state = 'done' and e.done_at >= ${since}::timestamptz
      and w.email <> ${NOBODY})`;
  const gone = await ctx.db
    .update(notifications)
    .set({ email: NOBODY, payload: {} })
    .where(
      and(
        eq(notifications.tenantId, ctx.tenantId),
        ne(notifications.state, "pending"),
        sql`exists (select 1 from ${word} last where last.email = ${notifications.email}
          and ${notifications.createdAt} <= last.created_at)`,
      ),
    )
    .returning({ id: notifications.id });
  return gone.length;
}
