"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { getLocale } from "next-intl/server";
import { addressOf, isWithinAddressLimit } from "@/auth/address-limit";
import { beginSignUp } from "@/auth/begin-sign-up";
import { currentEmail } from "@/auth/current-email";
import { currentPerson } from "@/auth/current-person";
import { signIn } from "@/auth/next-auth";
import { EMAIL_PROVIDER, normalizeEmail } from "@/auth/sign-in-settings";
import { signInInput } from "@/trpc/inputs/sign-in";

/** Why nothing was begun. */
export type SignUpRefusal = "emailInvalid" | "limit" | "closed";

/** Begins a sign-up and shows the same page to everybody: whoever is known gets a link to sign in. */
export async function askToSignUp(email: string): Promise<SignUpRefusal> {
  const parsed = signInInput.safeParse({ email: normalizeEmail(email) });
  if (!parsed.success) return "emailInvalid";
  if (!isWithinAddressLimit(addressOf(await headers()) ?? "unknown", Date.now())) return "limit";
  if (!(await beginSignUp(parsed.data.email, await getLocale()))) return "closed";
  await signIn(EMAIL_PROVIDER, {
    email: parsed.data.email,
    redirect: false,
    redirectTo: "/welcome",
  });
  redirect("/sign-up/sent");
}

/** Begins a sign-up for the address that is signed in: it was proved then. Who may open no account is told why there. */
export async function openOwnAccount(): Promise<void> {
  const [email, person] = await Promise.all([currentEmail(), currentPerson()]);
  if (email !== null) await beginSignUp(email, await getLocale(), person);
  redirect("/welcome");
}
