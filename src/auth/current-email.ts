import { auth } from "./next-auth";

/** The address that is signed in, whoever it belongs to: it may be nobody's any more. Null where nobody is. */
export async function currentEmail(): Promise<string | null> {
  return (await auth())?.user?.email ?? null;
}
