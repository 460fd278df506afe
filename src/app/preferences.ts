"use server";

import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { accountCookie } from "@/auth/account-cookie";
import { currentPerson } from "@/auth/current-person";
import { signOut } from "@/auth/next-auth";
import type { Theme } from "@/components/shell/account-settings";
import { isLocale, localeCookie, type Locale } from "@/i18n/locale";
import { api } from "@/trpc/server";
import { themeCookie } from "./theme";

const KEPT = { path: "/", maxAge: 365 * 24 * 3600, sameSite: "lax", httpOnly: true } as const;

export async function chooseTheme(theme: Theme): Promise<void> {
  const jar = await cookies();
  if (theme === "light" || theme === "dark") jar.set(themeCookie, theme, KEPT);
  else jar.delete(themeCookie);
}

export async function chooseLocale(locale: Locale): Promise<void> {
  if (!isLocale(locale)) return;
  (await cookies()).set(localeCookie, locale, KEPT);
  if (await currentPerson()) await (await api()).person.setLocale({ locale });
}

/** Looks at another of the person's accounts. Which he may use is decided at each look, so nothing is checked here. */
export async function chooseAccount(driverId: string): Promise<void> {
  (await cookies()).set(accountCookie, driverId, KEPT);
  redirect("/");
}

/** Looks at the person's own account, which he has just opened. */
export async function lookAtOwnAccount(): Promise<void> {
  (await cookies()).delete(accountCookie);
}

export async function leave(): Promise<void> {
  await signOut({ redirectTo: "/sign-in" });
}
