import { cookies } from "next/headers";
import { readWishCookie, wishCookie, type WishTexts } from "@/trpc/inputs/charge-wish";

/** Whoever has said nothing yet has his own car in mind. */
export function ownCar(cars: readonly { readonly id: string; readonly isDefault: boolean }[]) {
  return { car: cars.find(({ isDefault }) => isDefault)?.id } satisfies WishTexts;
}

/** The charge that this browser's driver had in mind last. */
export async function keptWish(): Promise<WishTexts> {
  return readWishCookie((await cookies()).get(wishCookie)?.value);
}
