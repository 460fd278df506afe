import { cookies } from "next/headers";
import { cache } from "react";
import { accountCookie } from "./account-cookie";
import { findPerson, type Person } from "./find-person";
import { auth } from "./next-auth";
import { webRuntime } from "./runtime";

export type { Person };

/** Who is signed in, with the roles of this very moment and the account that he looks at; asked once per request. */
export const currentPerson = cache(async (): Promise<Person | undefined> => {
  const session = await auth();
  const userId = session?.user?.id;
  if (!userId) return undefined;
  const account = (await cookies()).get(accountCookie)?.value;
  return findPerson(webRuntime().pool.db, { userId }, account);
});
