"use server";

import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { accountCookie } from "@/auth/account-cookie";
import { currentPerson } from "@/auth/current-person";
import { signIn, signOut } from "@/auth/next-auth";
import { EMAIL_PROVIDER, signInPaths } from "@/auth/sign-in-settings";
import { followJoinLink, readJoinLink } from "@/trpc/join-account";

const KEPT = { path: "/", maxAge: 365 * 24 * 3600, sameSite: "lax", httpOnly: true } as const;

/** Accepts an invitation. Whoever is not signed in proves the address by a link, as always. */
export async function join(secret: string): Promise<void> {
  const [invitation, person] = await Promise.all([readJoinLink(secret), currentPerson()]);
  const isOther = person && invitation && person.email.toLowerCase() !== invitation.email;
  const joined = isOther ? null : await followJoinLink(secret);
  if (!joined) redirect(`/account/join/${secret}`);
  (await cookies()).set(accountCookie, joined.driverId, KEPT);
  if (person) redirect("/");
  await signIn(EMAIL_PROVIDER, { email: joined.email, redirect: false, redirectTo: "/" });
  redirect(signInPaths.sent);
}

/** Lets whoever is signed in make room for the person who is invited. */
export async function leaveForInvited(secret: string): Promise<void> {
  await signOut({ redirectTo: `/account/join/${secret}` });
}
