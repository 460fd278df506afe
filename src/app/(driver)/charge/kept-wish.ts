import { cookies } from "next/headers";
import { readWishCookie, wishCookie, type WishTexts } from "@/trpc/inputs/charge-wish";

/** The charge that this browser's driver had in mind last. */
export async function keptWish(): Promise<WishTexts> {
  return readWishCookie((await cookies()).get(wishCookie)?.value);
}
