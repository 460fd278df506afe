import type { Account, Profile, User } from "next-auth";
import { isLanguage } from "@/core/language";
import { openContext } from "@/services/context";
import { ServiceError } from "@/services/service-error";
import { startSignUp } from "@/services/sign-up/start-sign-up";
import { findPortalTenant } from "@/services/tenants/find-portal-tenant";
import { findNewcomer } from "./find-newcomer";
import { findPerson } from "./find-person";
import { verifiedEmailOf, type OidcProfile } from "./oidc-providers";
import { webRuntime } from "./runtime";
import { signInPaths } from "./sign-in-settings";
import type { Visit } from "./visit";

/** Somebody at the door, as next-auth shows him. */
export interface Visitor {
  readonly user: User;
  readonly account?: Account | null | undefined;
  readonly profile?: Profile | undefined;
}

type By = { readonly userId: string } | { readonly email: string };

/** Whether somebody belongs here: he has a membership, or an open sign-up. */
export async function isExpected(by: By): Promise<boolean> {
  const { db } = webRuntime().pool;
  return (await findPerson(db, by)) !== undefined || (await findNewcomer(db, by)) !== undefined;
}

/**
 * Whether an identity of a provider opens the door: one that was linked before, or one whose address the provider
 * vouches for and that belongs to somebody who is expected; where anybody may sign up, a stranger begins to. The answer
 * is an address to be sent to where it is no.
 */
export async function mayUseIdentity(
  { profile }: Visitor,
  visit: Visit,
): Promise<boolean | string> {
  if (visit.linkedUserId !== undefined) return isExpected({ userId: visit.linkedUserId });
  const claims = profile as OidcProfile | undefined;
  const email = claims && verifiedEmailOf(claims);
  if (email === undefined) return `${signInPaths.signIn}?error=EmailNotVerified`;
  visit.verifiedEmail = email;
  if (await isExpected({ email })) return true;
  return beginSignUp(email, claims?.locale);
}

async function beginSignUp(email: string, language: string | undefined): Promise<boolean> {
  const runtime = webRuntime();
  const tenantId = await findPortalTenant(runtime);
  if (!tenantId) return false;
  const ctx = openContext(runtime, { tenantId, actor: { kind: "system", name: "sign-in" } });
  const short = language?.slice(0, 2);
  try {
    await startSignUp(ctx, { email, locale: isLanguage(short) ? short : "sv" });
    return true;
  } catch (error) {
    if (error instanceof ServiceError) return false;
    throw error;
  }
}
