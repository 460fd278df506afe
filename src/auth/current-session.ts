import { createHash } from "node:crypto";
import { cookies } from "next/headers";
import { readEnv } from "@/config/env";
import { sessionCookieName } from "./sign-in-settings";

/** The public name of the session that asks (SHA-256 of its secret, hex); null where nobody is signed in. */
export async function currentSessionId(): Promise<string | null> {
  const token = (await cookies()).get(sessionCookieName(new URL(readEnv().AUTH_URL)))?.value;
  return token ? createHash("sha256").update(token).digest("hex") : null;
}
