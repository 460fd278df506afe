import { DrizzleAdapter } from "@auth/drizzle-adapter";
import { and, eq, lt } from "drizzle-orm";
import type { Adapter, AdapterAccount, AdapterSession } from "next-auth/adapters";
import type { Id } from "@/core/ids";
import { newId } from "@/db/new-id";
import { accountLinks, signInSessions, signInTokens, users } from "@/db/schema/users";
import { findNewcomer } from "./find-newcomer";
import { webRuntime } from "./runtime";
import { LAST_SEEN_STEP_S } from "./sign-in-settings";
import type { Visit } from "./visit";

const db = () => webRuntime().pool.db;

/**
 * next-auth's tables, with three differences: nobody is made but who has an open sign-up, a session knows where it was
 * begun and when it was last seen, and an identity is linked only to the address that its provider vouches for.
 */
export function authAdapter(visit: Visit): Adapter {
  const inner = DrizzleAdapter(db(), {
    usersTable: users,
    accountsTable: accountLinks,
    sessionsTable: signInSessions,
    verificationTokensTable: signInTokens,
  });
  return {
    ...inner,
    createUser: addNewcomer,
    async getUserByAccount(key) {
      const user = (await inner.getUserByAccount?.(key)) ?? null;
      if (user) visit.linkedUserId = user.id;
      return user;
    },
    linkAccount: (account) => link(account, visit),
    createSession: (session) => openSession(session, visit),
    getSessionAndUser: findSession,
    deleteSession: closeSession,
  };
}

const addNewcomer: NonNullable<Adapter["createUser"]> = async ({ email, name }) => {
  const newcomer = await findNewcomer(db(), { email });
  if (!newcomer) throw new Error("Nobody is added who has not begun to sign up.");
  const [user] = await db()
    .insert(users)
    // The address is proved: by its link, or by a provider that vouches for it.
    .values({ id: newId<"user">(), email, name: name ?? null, emailVerified: new Date() })
    .returning();
  if (!user) throw new Error("The user could not be added.");
  return user;
};

async function link(account: AdapterAccount, visit: Visit): Promise<void> {
  const [user] = await db()
    .select({ email: users.email })
    .from(users)
    .where(eq(users.id, account.userId as Id<"user">));
  // Somebody who is signed in may come back from a provider as another.
  if (!user || user.email !== visit.verifiedEmail) {
    throw new Error("An identity is linked only to the address that its provider vouches for.");
  }
  const { type, provider, providerAccountId } = account;
  const userId = account.userId as Id<"user">;
  await db().insert(accountLinks).values({ userId, type, provider, providerAccountId });
}

async function openSession(session: AdapterSession, visit: Visit): Promise<AdapterSession> {
  const { address, userAgent, method } = visit;
  const userId = session.userId as Id<"user">;
  const { sessionToken, expires } = session;
  await db()
    .insert(signInSessions)
    .values({ sessionToken, userId, expires, address, userAgent, method });
  return session;
}

const findSession: NonNullable<Adapter["getSessionAndUser"]> = async (sessionToken) => {
  const [found] = await db()
    .select({ session: signInSessions, user: users })
    .from(signInSessions)
    .innerJoin(users, eq(users.id, signInSessions.userId))
    .where(eq(signInSessions.sessionToken, sessionToken));
  if (!found) return null;
  const { userId, expires, lastSeenAt } = found.session;
  const now = Temporal.Now.instant();
  const before = now.subtract({ seconds: LAST_SEEN_STEP_S });
  if (Temporal.Instant.compare(lastSeenAt, before) < 0) {
    // Two requests at once write once.
    await db()
      .update(signInSessions)
      .set({ lastSeenAt: now })
      .where(
        and(eq(signInSessions.sessionToken, sessionToken), lt(signInSessions.lastSeenAt, before)),
      );
  }
  return { session: { sessionToken, userId, expires }, user: found.user };
};

const closeSession: NonNullable<Adapter["deleteSession"]> = async (sessionToken) => {
  const [session] = await db()
    .delete(signInSessions)
    .where(eq(signInSessions.sessionToken, sessionToken))
    .returning();
  return session;
};
