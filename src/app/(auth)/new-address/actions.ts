"use server";

import { redirect } from "next/navigation";
import { followAddressLink } from "@/trpc/public-portal";

/** Makes the change that the link stands for. A press, because mail programs open links by themselves. */
export async function confirmAddress(token: string): Promise<void> {
  const result = await followAddressLink("confirm", token);
  redirect(`/new-address?result=${result}`);
}
