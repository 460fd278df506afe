import type { OIDCConfig } from "next-auth/providers";
import { readEnv, type OidcProvider } from "@/config/env";
import { normalizeEmail } from "./sign-in-settings";

/** What we read of an identity (OpenID Connect Core 1.0, 5.1 Standard Claims). */
export interface OidcProfile {
  readonly sub: string;
  readonly name?: string;
  readonly email?: string;
  readonly email_verified?: boolean;
  readonly locale?: string;
}

/** The providers that people may sign in with, for buttons. */
export function listOidcProviders(): readonly Pick<OidcProvider, "id" | "name">[] {
  return (readEnv().OIDC_PROVIDERS ?? []).map(({ id, name }) => ({ id, name }));
}

/** The providers as next-auth takes them. */
export function oidcProviders(): OIDCConfig<OidcProfile>[] {
  return (readEnv().OIDC_PROVIDERS ?? []).map((provider) => ({
    ...provider,
    type: "oidc",
    checks: ["pkce", "state", "nonce"],
    // Safe here: whoever's address the provider does not vouch for is turned away before (`maySignIn`).
    allowDangerousEmailAccountLinking: true,
    profile: ({ sub, name, email }) => ({
      id: sub,
      name: name ?? null,
      email: email === undefined ? null : normalizeEmail(email),
    }),
    // Who somebody is is all that is wanted: no token of the provider is kept.
    account: () => undefined,
  }));
}

/** The address that a provider vouches for; undefined where it does not. */
export function verifiedEmailOf(profile: OidcProfile): string | undefined {
  return profile.email !== undefined && profile.email_verified === true
    ? normalizeEmail(profile.email)
    : undefined;
}
