"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { addressOf, isWithinAddressLimit } from "@/auth/address-limit";
import { followLink } from "@/trpc/pay-link";

/** Sends whoever holds a payment link to his bank or to the payment page; back with a reason where neither works. */
export async function goOn(token: string, otherMethod: boolean): Promise<void> {
  const address = addressOf(await headers()) ?? "unknown";
  if (!isWithinAddressLimit(address, Date.now())) redirect(`/pay/${token}?problem=unavailable`);
  const next = await followLink(token, otherMethod);
  redirect("url" in next ? next.url : `/pay/${token}?problem=${next.refusal}`);
}
