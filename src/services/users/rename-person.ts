import { and, eq, ne } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { accountMembers } from "@/db/schema/accounts";
import { drivers } from "@/db/schema/drivers";
import { users } from "@/db/schema/users";
import { inTransaction } from "@/db/transaction";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { readName } from "@/services/drivers/bill-to";
import { actingUser } from "./acting-user";

/** Gives a person a name: his own, and what he is called as a member of accounts. Call it in a transaction. */
export async function namePerson(tx: Ctx, userId: Id<"user">, name: string): Promise<void> {
  await tx.db.update(users).set({ name }).where(eq(users.id, userId));
  await tx.db
    .update(accountMembers)
    .set({ name })
    .where(
      and(
        eq(accountMembers.tenantId, tx.tenantId),
        eq(accountMembers.userId, userId),
        ne(accountMembers.state, "removed"),
      ),
    );
}

/**
 * The acting person takes another name, whatever his roles: also on an account of his own, unless that is a company's.
 * What was issued keeps the name that it bears.
 * @throws ServiceError UNAUTHENTICATED, INVALID naming the field.
 */
export async function renameSelf(ctx: Ctx, input: { readonly name: string }): Promise<void> {
  const { userId } = actingUser(ctx);
  const name = readName(input.name);
  await inTransaction(ctx, async (tx) => {
    await namePerson(tx, userId, name);
    await tx.db
      .update(drivers)
      .set({ name })
      .where(
        and(
          eq(drivers.tenantId, tx.tenantId),
          eq(drivers.userId, userId),
          eq(drivers.kind, "consumer"),
        ),
      );
    await writeAudit(tx, { action: "user.renamed", subjectType: "user", subjectId: userId });
  });
}

/** Who the acting person is, whatever his roles. */
export async function readSelf(
  ctx: Ctx,
): Promise<{ readonly name: string; readonly email: string }> {
  const { userId, email } = actingUser(ctx);
  const [user] = await ctx.db.select({ name: users.name }).from(users).where(eq(users.id, userId));
  return { name: user?.name ?? "", email };
}
