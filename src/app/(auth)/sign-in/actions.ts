"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { addressOf, isWithinAddressLimit } from "@/auth/address-limit";
import { signIn } from "@/auth/next-auth";
import { EMAIL_PROVIDER, signInPaths } from "@/auth/sign-in-settings";
import { signInInput } from "@/trpc/inputs/sign-in";

/** Why a link was not asked for. */
export type LinkRefusal = "emailInvalid" | "limit";

/** Asks for a link and shows the same page to everybody, known or not. */
export async function askForLink(email: string): Promise<LinkRefusal> {
  const parsed = signInInput.safeParse({ email });
  if (!parsed.success) return "emailInvalid";
  if (!isWithinAddressLimit(addressOf(await headers()) ?? "unknown", Date.now())) return "limit";
  await signIn(EMAIL_PROVIDER, { email: parsed.data.email, redirect: false, redirectTo: "/" });
  redirect(signInPaths.sent);
}
