import { createHash, randomBytes } from "node:crypto";
import { asc, eq, like } from "drizzle-orm";
import { readEnv, requireSetting } from "@/config/env";
import { memberships, signInTokens, users, type Role } from "@/db/schema/users";
import { findPerson } from "./find-person";
import { webRuntime } from "./runtime";
import { EMAIL_PROVIDER, LINK_MAX_AGE_S, signInPaths } from "./sign-in-settings";
import { DEMO_MARK } from "./visit";

const DEMO_DOMAIN = "@kvitt.example";

/** Somebody that the demo lets you be. */
export interface DemoPerson {
  readonly email: string;
  readonly name: string;
  readonly roles: readonly Role[];
}

/** Whether this house lets visitors sign in as the demo's people. */
export function isDemoSignInOn(): boolean {
  return readEnv().KVITT_DEMO_SIGN_IN;
}

/** The demo's people, drivers first. Nobody where the demo sign-in is off. */
export async function listDemoPeople(): Promise<readonly DemoPerson[]> {
  if (!isDemoSignInOn()) return [];
  const rows = await webRuntime()
    .pool.db.select({ email: users.email, name: users.name, role: memberships.role })
    .from(users)
    .innerJoin(memberships, eq(memberships.userId, users.id))
    .where(like(users.email, `%${DEMO_DOMAIN}`))
    .orderBy(asc(memberships.role), asc(users.email));
  const people = new Map<string, DemoPerson>();
  for (const { email, name, role } of rows) {
    const roles = [...(people.get(email)?.roles ?? []), role];
    people.set(email, { email, name: name ?? email, roles });
  }
  return [...people.values()];
}

/**
 * The address of a real sign-in link for a person of the demo, made as next-auth makes its own: a random
 * token, of which the database keeps the hash with our secret. Undefined where the demo sign-in is off, or
 * for anybody who is not of the demo.
 */
export async function mintDemoLink(email: string): Promise<string | undefined> {
  const { db } = webRuntime().pool;
  if (!isDemoSignInOn() || !email.endsWith(DEMO_DOMAIN)) return undefined;
  if (!(await findPerson(db, { email }))) return undefined;
  const token = randomBytes(32).toString("hex");
  const hash = createHash("sha256").update(`${token}${requireSetting("AUTH_SECRET")}`);
  const expires = new Date(Date.now() + LINK_MAX_AGE_S * 1000);
  await db.insert(signInTokens).values({ identifier: email, token: hash.digest("hex"), expires });
  const query = new URLSearchParams({
    callbackUrl: readEnv().AUTH_URL,
    token,
    email,
    [DEMO_MARK]: "1",
  });
  return `${signInPaths.api}/callback/${EMAIL_PROVIDER}?${query.toString()}`;
}
