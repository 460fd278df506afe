import { and, asc, eq, ne } from "drizzle-orm";
import { isLanguage, type Language } from "@/core/language";
import type { Id } from "@/core/ids";
import { accountMembers, type MemberRole } from "@/db/schema/accounts";
import { drivers } from "@/db/schema/drivers";
import { memberships, users, type Role } from "@/db/schema/users";
import { tenants } from "@/db/schema/tenants";
import type { Queryable } from "@/db/client";
import type { ActingMember } from "@/services/context";

/** A driver's account that a person may use. */
export interface PersonAccount {
  readonly driverId: Id<"driver">;
  readonly name: string;
  readonly timeZone: string;
  /** What he may do there; null: it is his own. */
  readonly member: { readonly id: Id<"member">; readonly role: MemberRole } | null;
}

/** Who is signed in, for which tenant, and what this person may do there. */
export interface Person {
  readonly userId: Id<"user">;
  readonly email: string;
  readonly name: string;
  readonly locale: Language | null;
  readonly tenantId: Id<"tenant">;
  readonly timeZone: string;
  readonly roles: readonly Role[];
  /** The account that he runs of those that he may use, as its owner or admin; null for a mere member. */
  readonly driverId: Id<"driver"> | null;
  /** As whose member he acts; null or absent: his own account, or none. */
  readonly member?: ActingMember | null;
  /** All that he may use, his own first. */
  readonly accounts?: readonly PersonAccount[];
  /** He has no account of his own, or a closed one, and no other role: he may sign up for one. */
  readonly mayOpenAccount?: boolean;
}

/**
 * The person behind a user's id or e-mail address, with the roles held at this moment: who is known is who has
 * a membership. A person of several tenants works for the first one joined. Of several accounts `account` is looked
 * at if it is one of his, else his own, else the first.
 */
export async function findPerson(
  db: Queryable,
  by: { readonly userId: string } | { readonly email: string },
  account?: string,
): Promise<Person | undefined> {
  const rows = await db
    .select({
      userId: users.id,
      email: users.email,
      name: users.name,
      locale: users.locale,
      tenantId: memberships.tenantId,
      tenantZone: tenants.timeZone,
      role: memberships.role,
      driverId: drivers.id,
      driverName: drivers.name,
      driverZone: drivers.timeZone,
      driverState: drivers.state,
    })
    .from(users)
    .innerJoin(memberships, eq(memberships.userId, users.id))
    .innerJoin(tenants, eq(tenants.id, memberships.tenantId))
    .leftJoin(
      drivers,
      and(eq(drivers.tenantId, memberships.tenantId), eq(drivers.userId, users.id)),
    )
    .where("userId" in by ? eq(users.id, by.userId as Id<"user">) : eq(users.email, by.email))
    .orderBy(asc(memberships.createdAt), asc(memberships.tenantId));
  const [first] = rows;
  if (!first) return undefined;
  const { userId, tenantId, driverId, driverName, driverZone } = first;
  const roles = rows.filter((row) => row.tenantId === tenantId).map((row) => row.role);
  const own: PersonAccount[] =
    driverId === null
      ? []
      : [{ driverId, name: driverName ?? "", timeZone: driverZone ?? "", member: null }];
  // An account counts only while the role does.
  const accounts = roles.includes("driver")
    ? [...own, ...(await findOthersAccounts(db, { tenantId, userId }))]
    : [];
  const looked = accounts.find((one) => one.driverId === account) ?? accounts[0];
  return {
    userId,
    email: first.email,
    name: first.name ?? driverName ?? first.email,
    locale: isLanguage(first.locale) ? first.locale : null,
    tenantId,
    timeZone: looked?.timeZone ?? driverZone ?? first.tenantZone,
    roles,
    ...actsFor(looked),
    accounts,
    mayOpenAccount:
      roles.every((role) => role === "driver") &&
      (driverId === null || first.driverState === "closed"),
  };
}

function actsFor(account: PersonAccount | undefined): Pick<Person, "driverId" | "member"> {
  if (!account) return { driverId: null, member: null };
  const { driverId, member } = account;
  if (!member) return { driverId, member: null };
  // Whoever is not named here runs nothing: a role of tomorrow, too.
  return {
    driverId: member.role === "admin" ? driverId : null,
    member: { ...member, driverId },
  };
}

/** Others' accounts that a person is a member of, first joined first. */
async function findOthersAccounts(
  db: Queryable,
  who: { readonly tenantId: Id<"tenant">; readonly userId: Id<"user"> },
): Promise<PersonAccount[]> {
  const rows = await db
    .select({
      driverId: accountMembers.driverId,
      name: drivers.name,
      timeZone: drivers.timeZone,
      id: accountMembers.id,
      role: accountMembers.role,
    })
    .from(accountMembers)
    .innerJoin(
      drivers,
      and(eq(drivers.tenantId, accountMembers.tenantId), eq(drivers.id, accountMembers.driverId)),
    )
    .where(
      and(
        eq(accountMembers.tenantId, who.tenantId),
        eq(accountMembers.userId, who.userId),
        eq(accountMembers.state, "active"),
        ne(drivers.state, "closed"),
      ),
    )
    .orderBy(asc(accountMembers.joinedAt), asc(accountMembers.id));
  return rows.map(({ id, role, ...account }) => ({ ...account, member: { id, role } }));
}
