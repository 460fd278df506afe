"use server";

import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { readWish, wishCookie, wishText } from "@/trpc/inputs/charge-wish";
import { keptWish } from "./kept-wish";

const KEPT = { path: "/", maxAge: 365 * 24 * 3600, sameSite: "lax", httpOnly: true } as const;

/** Keeps the charge that a driver has in mind, and shows the page that he comes from with prices for it. */
export async function keepWish(form: FormData): Promise<void> {
  const text = (name: string) => {
    const value = form.get(name);
    return typeof value === "string" ? value : null;
  };
  const asked = { kwh: text("kwh"), min: text("min"), car: text("car") };
  const wish = readWish(asked, await keptWish());
  (await cookies()).set(wishCookie, wishText(wish), KEPT);
  const back = text("back") ?? "";
  redirect(/^\/charge([/?][^\\]*)?$/.test(back) ? back : "/charge");
}
