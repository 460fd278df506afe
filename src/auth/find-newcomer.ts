import { and, asc, eq } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { isLanguage, type Language } from "@/core/language";
import type { Queryable } from "@/db/client";
import { signUps } from "@/db/schema/sign-ups";
import { users } from "@/db/schema/users";

/** Somebody who has begun to sign up and belongs to nobody yet. */
export interface Newcomer {
  /** Null until his address is proved. */
  readonly userId: Id<"user"> | null;
  readonly email: string;
  readonly tenantId: Id<"tenant">;
  /** The language that he came with. */
  readonly locale: Language;
}

/** The open sign-up behind a user's id or an e-mail address; undefined without one. The oldest, where there are more. */
export async function findNewcomer(
  db: Queryable,
  by: { readonly userId: string } | { readonly email: string },
): Promise<Newcomer | undefined> {
  const [row] = await db
    .select({
      userId: users.id,
      email: signUps.email,
      tenantId: signUps.tenantId,
      locale: signUps.locale,
    })
    .from(signUps)
    .leftJoin(users, eq(users.email, signUps.email))
    .where(
      and(
        eq(signUps.state, "open"),
        "userId" in by ? eq(users.id, by.userId as Id<"user">) : eq(signUps.email, by.email),
      ),
    )
    .orderBy(asc(signUps.startedAt))
    .limit(1);
  return row && { ...row, locale: isLanguage(row.locale) ? row.locale : "sv" };
}
