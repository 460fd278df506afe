import { DrizzleAdapter } from "@auth/drizzle-adapter";
import NextAuth, { type NextAuthConfig } from "next-auth";
import type { Adapter } from "next-auth/adapters";
import type { EmailConfig } from "next-auth/providers";
import { readEnv, requireSetting } from "@/config/env";
import { accountLinks, signInSessions, signInTokens, users } from "@/db/schema/users";
import { findPerson } from "./find-person";
import { requestLink } from "./request-link";
import { webRuntime } from "./runtime";
import {
  EMAIL_PROVIDER,
  LINK_MAX_AGE_S,
  SESSION_MAX_AGE_S,
  SESSION_UPDATE_AGE_S,
  normalizeEmail,
  signInPaths,
} from "./sign-in-settings";

function adapter(): Adapter {
  const inner = DrizzleAdapter(webRuntime().pool.db, {
    usersTable: users,
    accountsTable: accountLinks,
    sessionsTable: signInSessions,
    verificationTokensTable: signInTokens,
  });
  const createUser = () =>
    Promise.reject(new Error("People are added by an operator, never by signing in."));
  return { ...inner, createUser };
}

const emailLink: EmailConfig = {
  id: EMAIL_PROVIDER,
  type: "email",
  name: "E-mail",
  maxAge: LINK_MAX_AGE_S,
  normalizeIdentifier: normalizeEmail,
  sendVerificationRequest: ({ identifier, url, token, expires }) =>
    requestLink({ email: identifier, url, token, expires }),
};

/**
 * One name per address: cookies do not tell ports apart, and two demos may run side by side.
 * `__Secure-` where the address is https.
 */
function sessionCookie(address: URL) {
  const secure = address.protocol === "https:";
  const name = secure ? "__Secure-kvitt.session" : `kvitt.session-${address.port || "80"}`;
  return { name, options: { httpOnly: true, sameSite: "lax" as const, path: "/", secure } };
}

function config(): NextAuthConfig {
  const env = readEnv();
  const address = new URL(env.AUTH_URL);
  // next-auth takes its own address from the process's environment and nowhere else: without it, it
  // redirects to whatever host the request named.
  process.env["AUTH_URL"] ??= address.origin;
  return {
    adapter: adapter(),
    secret: requireSetting("AUTH_SECRET", env),
    trustHost: true,
    basePath: signInPaths.api,
    useSecureCookies: address.protocol === "https:",
    cookies: { sessionToken: sessionCookie(address) },
    session: {
      strategy: "database",
      maxAge: SESSION_MAX_AGE_S,
      updateAge: SESSION_UPDATE_AGE_S,
    },
    pages: {
      signIn: signInPaths.signIn,
      error: signInPaths.signIn,
      verifyRequest: signInPaths.sent,
    },
    providers: [emailLink],
    callbacks: {
      async signIn({ user, email }) {
        const person = user.email
          ? await findPerson(webRuntime().pool.db, { email: user.email })
          : undefined;
        if (person) return true;
        // Strangers are sent where the known are: the answer tells nobody who has an account.
        const sent = `${address.origin}${signInPaths.api}/verify-request?provider=${EMAIL_PROVIDER}&type=email`;
        return email?.verificationRequest ? sent : false;
      },
      session: ({ session, user }) => ({ ...session, user: { ...session.user, id: user.id } }),
    },
    logger: {
      error: (error) => webRuntime().log.warn({ err: error }, "sign-in failed"),
      warn: (code) => webRuntime().log.debug({ code }, "sign-in warning"),
    },
  };
}

/** next-auth, configured at the first request: a build needs no settings. */
export const { handlers, auth, signIn, signOut } = NextAuth(() => config());
