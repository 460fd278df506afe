import { cache } from "react";
import { findPerson, type Person } from "./find-person";
import { auth } from "./next-auth";
import { webRuntime } from "./runtime";

export type { Person };

/** Who is signed in, with the roles of this very moment; asked once per request. */
export const currentPerson = cache(async (): Promise<Person | undefined> => {
  const session = await auth();
  const userId = session?.user?.id;
  return userId ? findPerson(webRuntime().pool.db, { userId }) : undefined;
});
