import { and, asc, eq } from "drizzle-orm";
import { isLanguage, type Language } from "@/core/language";
import type { Id } from "@/core/ids";
import { drivers } from "@/db/schema/drivers";
import { memberships, users, type Role } from "@/db/schema/users";
import { tenants } from "@/db/schema/tenants";
import type { Queryable } from "@/db/client";

/** Who is signed in, for which tenant, and what this person may do there. */
export interface Person {
  readonly userId: Id<"user">;
  readonly email: string;
  readonly name: string;
  readonly locale: Language | null;
  readonly tenantId: Id<"tenant">;
  readonly timeZone: string;
  readonly roles: readonly Role[];
  readonly driverId: Id<"driver"> | null;
}

/**
 * The person behind a user's id or e-mail address, with the roles held at this moment: who is known is who has
 * a membership. A person of several tenants works for the first one joined.
 */
export async function findPerson(
  db: Queryable,
  by: { readonly userId: string } | { readonly email: string },
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
  const roles = rows.filter((row) => row.tenantId === first.tenantId).map((row) => row.role);
  return {
    userId: first.userId,
    email: first.email,
    name: first.name ?? first.driverName ?? first.email,
    locale: isLanguage(first.locale) ? first.locale : null,
    tenantId: first.tenantId,
    timeZone: first.driverZone ?? first.tenantZone,
    roles,
    // The account counts only while the role does.
    driverId: roles.includes("driver") ? first.driverId : null,
  };
}
