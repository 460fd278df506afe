"use server";

import { redirect } from "next/navigation";
import { followAddressLink } from "@/trpc/public-portal";

/** Takes the change back that the link stands for. A press, because mail programs open links by themselves. */
export async function takeAddressBack(token: string): Promise<void> {
  const result = await followAddressLink("back", token);
  redirect(`/new-address/back?result=${result}`);
}
