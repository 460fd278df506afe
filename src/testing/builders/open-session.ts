import { randomUUID } from "node:crypto";
import type { Id } from "@/core/ids";
import { signInSessions } from "@/db/schema/users";
import type { Ctx } from "@/services/context";

/** Signs a person in for a day, as a browser would be; returns the session's row. */
export async function anOpenSession(
  ctx: Ctx,
  userId: Id<"user">,
  values: Partial<typeof signInSessions.$inferInsert> = {},
): Promise<typeof signInSessions.$inferSelect> {
  const [row] = await ctx.db
    .insert(signInSessions)
    .values({
      sessionToken: randomUUID(),
      userId,
      expires: new Date(Date.now() + 24 * 3_600_000),
      method: "email",
      ...values,
    })
    .returning();
  if (!row) throw new Error("no session was inserted");
  return row;
}
