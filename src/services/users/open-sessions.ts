import { and, desc, eq, ne } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { signInSessions } from "@/db/schema/users";
import { inTransaction } from "@/db/transaction";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";
import { actingUser } from "./acting-user";
import { isOpenSession } from "./is-open-session";
import { recordSignIn } from "./record-sign-in";

/** A browser in which somebody is signed in. `id` names the session without giving its secret away. */
export interface OpenSession {
  readonly id: string;
  readonly createdAt: Temporal.Instant;
  readonly lastSeenAt: Temporal.Instant;
  readonly method: string | null;
  readonly address: string | null;
  readonly userAgent: string | null;
  /** The one that asks. */
  readonly isCurrent: boolean;
}

// SHA-256 of the cookie's value, hex: `currentSessionId` in auth makes the same.
const { publicId } = signInSessions;

/** Where the acting person is signed in, last seen first. `currentId`: the session that asks. */
export async function listOpenSessions(
  ctx: Ctx,
  { currentId }: { readonly currentId: string | null },
): Promise<readonly OpenSession[]> {
  const { userId } = actingUser(ctx);
  const { createdAt, lastSeenAt, method, address, userAgent } = signInSessions;
  const rows = await ctx.db
    .select({ id: publicId, createdAt, lastSeenAt, method, address, userAgent })
    .from(signInSessions)
    .where(and(eq(signInSessions.userId, userId), isOpenSession))
    .orderBy(desc(lastSeenAt), publicId);
  return rows.map((row) => ({ ...row, isCurrent: row.id === currentId }));
}

/** Ends one of the acting person's sessions: that browser is signed out, and told nothing more, at once. @throws ServiceError NOT_FOUND. */
export async function endSession(ctx: Ctx, { id }: { readonly id: string }): Promise<void> {
  const { userId } = actingUser(ctx);
  await inTransaction(ctx, async (tx) => {
    const ended = await tx.db
      .delete(signInSessions)
      .where(and(eq(signInSessions.userId, userId), eq(publicId, id)))
      .returning({ method: signInSessions.method });
    const [session] = ended;
    if (!session) throw new ServiceError("NOT_FOUND", "There is no such session.");
    await tellOfEnd(tx, userId, ended);
  });
}

/** Ends all of the acting person's sessions but one, as `endSession` does. Returns how many. */
export async function endOtherSessions(
  ctx: Ctx,
  { currentId }: { readonly currentId: string },
): Promise<number> {
  const { userId } = actingUser(ctx);
  return inTransaction(ctx, async (tx) => {
    const ended = await tx.db
      .delete(signInSessions)
      .where(and(eq(signInSessions.userId, userId), ne(publicId, currentId)))
      .returning({ method: signInSessions.method });
    await tellOfEnd(tx, userId, ended);
    return ended.length;
  });
}

/** Ends all sessions of a person, in the caller's transaction: each of his browsers is signed out. Returns how many. */
export async function endAllSessions(tx: Ctx, userId: Id<"user">): Promise<number> {
  const ended = await tx.db
    .delete(signInSessions)
    .where(eq(signInSessions.userId, userId))
    .returning({ method: signInSessions.method });
  await tellOfEnd(tx, userId, ended);
  return ended.length;
}

async function tellOfEnd(
  ctx: Ctx,
  userId: Id<"user">,
  ended: readonly { readonly method: string | null }[],
): Promise<void> {
  for (const { method } of ended) {
    const from = { address: null, userAgent: null };
    await recordSignIn(ctx, { userId, method: method ?? "email", what: "ended", ...from });
  }
  if (ended.length === 0) return;
  await writeAudit(ctx, {
    action: "user.sessions_ended",
    subjectType: "user",
    subjectId: userId,
    detail: { sessions: ended.length },
  });
}
