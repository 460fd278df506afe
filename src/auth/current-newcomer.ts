import { cache } from "react";
import type { Id } from "@/core/ids";
import { findNewcomer, type Newcomer } from "./find-newcomer";
import { auth } from "./next-auth";
import { webRuntime } from "./runtime";

/** A newcomer who is signed in. */
export interface SignedInNewcomer extends Newcomer {
  readonly userId: Id<"user">;
}

/** Who is signed in with an open sign-up; ask for `currentPerson` first. Asked once per request. */
export const currentNewcomer = cache(async (): Promise<SignedInNewcomer | undefined> => {
  const userId = (await auth())?.user?.id;
  if (!userId) return undefined;
  const newcomer = await findNewcomer(webRuntime().pool.db, { userId });
  return newcomer?.userId ? { ...newcomer, userId: newcomer.userId } : undefined;
});
