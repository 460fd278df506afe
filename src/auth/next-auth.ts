import NextAuth, { type NextAuthConfig } from "next-auth";
import type { EmailConfig } from "next-auth/providers";
import type { NextRequest } from "next/server";
import { readEnv, requireSetting } from "@/config/env";
import type { Id } from "@/core/ids";
import { authAdapter } from "./auth-adapter";
import { isExpected, mayUseIdentity } from "./may-sign-in";
import { noteSignIn } from "./note-sign-in";
import { oidcProviders } from "./oidc-providers";
import { requestLink } from "./request-link";
import { webRuntime } from "./runtime";
import {
  EMAIL_PROVIDER,
  LINK_MAX_AGE_S,
  SESSION_MAX_AGE_S,
  SESSION_UPDATE_AGE_S,
  normalizeEmail,
  sessionCookieName,
  signInPaths,
} from "./sign-in-settings";
import { visitOf, type Visit } from "./visit";

const emailLink: EmailConfig = {
  id: EMAIL_PROVIDER,
  type: "email",
  name: "E-mail",
  maxAge: LINK_MAX_AGE_S,
  normalizeIdentifier: normalizeEmail,
  sendVerificationRequest: ({ identifier, url, token, expires, request }) =>
    requestLink({ email: identifier, url, token, expires, headers: request.headers }),
};

function callbacks(address: URL, visit: Visit): NextAuthConfig["callbacks"] {
  return {
    async signIn({ email, ...visitor }) {
      if (visitor.account?.type === "oidc") return mayUseIdentity(visitor, visit);
      const { user } = visitor;
      if (user.email && (await isExpected({ email: user.email }))) return true;
      // Strangers are sent where the known are: the answer tells nobody who has an account.
      const sent = `${address.origin}${signInPaths.api}/verify-request?provider=${EMAIL_PROVIDER}&type=email`;
      return email?.verificationRequest ? sent : false;
    },
    session: ({ session, user }) => ({ ...session, user: { ...session.user, id: user.id } }),
  };
}

function events(visit: Visit): NextAuthConfig["events"] {
  const { address, userAgent, method } = visit;
  const note = async (userId: string | undefined, what: "signed_in" | "signed_out") => {
    if (userId === undefined) return;
    await noteSignIn({ userId: userId as Id<"user">, what, method, address, userAgent });
  };
  return {
    signIn: ({ user }) => note(user.id, "signed_in"),
    signOut: (message) =>
      note("session" in message ? message.session?.userId : undefined, "signed_out"),
  };
}

function config(request?: NextRequest): NextAuthConfig {
  const env = readEnv();
  const visit = visitOf(request);
  const address = new URL(env.AUTH_URL);
  // next-auth takes its own address from the process's environment and nowhere else: without it, it
  // redirects to whatever host the request named.
  process.env["AUTH_URL"] ??= address.origin;
  const secure = address.protocol === "https:";
  const cookie = { httpOnly: true, sameSite: "lax" as const, path: "/", secure };
  return {
    adapter: authAdapter(visit),
    secret: requireSetting("AUTH_SECRET", env),
    trustHost: true,
    basePath: signInPaths.api,
    useSecureCookies: secure,
    cookies: { sessionToken: { name: sessionCookieName(address), options: cookie } },
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
    providers: [emailLink, ...oidcProviders()],
    callbacks: callbacks(address, visit),
    events: events(visit),
    logger: {
      error: (error) => webRuntime().log.warn({ err: error }, "sign-in failed"),
      warn: (code) => webRuntime().log.debug({ code }, "sign-in warning"),
    },
  };
}

/** next-auth, configured for each request: a build needs no settings. */
export const { handlers, auth, signIn, signOut } = NextAuth((request) => config(request));
