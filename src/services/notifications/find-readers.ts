import { and, eq, inArray, isNotNull, sql } from "drizzle-orm";
import type { Id } from "@/core/ids";
import type { Language } from "@/core/language";
import { type Channels, isTopic, type Topic } from "@/core/notices/topics";
import { accountMembers } from "@/db/schema/accounts";
import { drivers } from "@/db/schema/drivers";
import { notificationChoices, pushSubscriptions } from "@/db/schema/notifications";
import { memberships, signInSessions, users } from "@/db/schema/users";
import type { Ctx } from "@/services/context";

/** Somebody who reads an address, what he chose, and the browsers that may be told. */
export interface Reader {
  readonly choices: ReadonlyMap<Topic, Channels>;
  readonly browsers: readonly { readonly id: Id<"other">; readonly locale: Language }[];
}

interface ReaderRow extends Record<string, unknown> {
  readonly email: string;
  readonly choices: readonly (readonly [string, boolean, boolean])[] | null;
  readonly browsers: readonly (readonly [string, Language])[] | null;
}

/**
 * Who reads each of these addresses, in one statement: the people of this tenant who sign in with one, those of
 * drivers who are written to there, and members of accounts. An address that nobody signs in with has no reader: it is mailed by the defaults.
 */
export async function findReaders(
  ctx: Ctx,
  emails: readonly string[],
): Promise<ReadonlyMap<string, readonly Reader[]>> {
  const asked = [...new Set(emails)];
  const byDriver = ctx.db
    .select({ email: drivers.email, userId: sql`${drivers.userId}`.as("user_id") })
    .from(drivers)
    .where(
      and(
        eq(drivers.tenantId, ctx.tenantId),
        inArray(drivers.email, asked),
        isNotNull(drivers.userId),
      ),
    );
  const bySignIn = ctx.db
    .select({ email: users.email, userId: sql`${users.id}`.as("user_id") })
    .from(users)
    .innerJoin(
      memberships,
      and(eq(memberships.userId, users.id), eq(memberships.tenantId, ctx.tenantId)),
    )
    .where(inArray(users.email, asked));
  const byMembership = ctx.db
    .select({ email: accountMembers.email, userId: sql`${accountMembers.userId}`.as("user_id") })
    .from(accountMembers)
    .where(
      and(
        eq(accountMembers.tenantId, ctx.tenantId),
        inArray(accountMembers.email, asked),
        eq(accountMembers.state, "active"),
        isNotNull(accountMembers.userId),
      ),
    );
  const rows = await ctx.db.execute<ReaderRow>(sql`
    select r.email,
      (select jsonb_agg(jsonb_build_array(c.topic, c.by_mail, c.by_push)) from ${notificationChoices} c
        where c.tenant_id = ${ctx.tenantId} and c.user_id = r.user_id) as choices,
      (select jsonb_agg(jsonb_build_array(s.id, s.locale)) from ${pushSubscriptions} s
        join ${signInSessions} o on o.public_id = s.session_id and o.expires > now()
        where s.tenant_id = ${ctx.tenantId} and s.user_id = r.user_id) as browsers
    from (${byDriver} union ${bySignIn} union ${byMembership}) r`);
  const readers = new Map<string, Reader[]>();
  for (const { email, choices, browsers } of rows) {
    const known = readers.get(email) ?? [];
    readers.set(email, [...known, { choices: chosen(choices), browsers: named(browsers) }]);
  }
  return readers;
}

function chosen(rows: ReaderRow["choices"]): Reader["choices"] {
  const choices = new Map<Topic, Channels>();
  for (const [topic, byMail, byPush] of rows ?? [])
    if (isTopic(topic)) choices.set(topic, { byMail, byPush });
  return choices;
}

function named(rows: ReaderRow["browsers"]): Reader["browsers"] {
  return (rows ?? []).map(([id, locale]) => ({ id: id as Id<"other">, locale }));
}
