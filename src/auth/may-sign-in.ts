import type { Account, Profile, User } from "next-auth";
import { isLanguage } from "@/core/language";
import { beginSignUp } from "./begin-sign-up";
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
  if (!claims || email === undefined) return `${signInPaths.signIn}?error=EmailNotVerified`;
  visit.verifiedEmail = email;
  if (await isExpected({ email })) return true;
  const language = claims.locale?.slice(0, 2);
  return beginSignUp(email, isLanguage(language) ? language : "sv");
}
