import { asc, eq, like } from "drizzle-orm";
import { readEnv } from "@/config/env";
import { memberships, users, type Role } from "@/db/schema/users";
import { findPerson } from "./find-person";
import { mintLink } from "./mint-link";
import { webRuntime } from "./runtime";
import { LINK_MAX_AGE_S } from "./sign-in-settings";
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
 * The address of a real sign-in link for a person of the demo, without its host. Undefined where the demo sign-in is
 * off, or for anybody who is not of the demo.
 */
export async function mintDemoLink(email: string): Promise<string | undefined> {
  if (!isDemoSignInOn() || !email.endsWith(DEMO_DOMAIN)) return undefined;
  if (!(await findPerson(webRuntime().pool.db, { email }))) return undefined;
  const { url } = await mintLink(email, LINK_MAX_AGE_S, { [DEMO_MARK]: "1" });
  const { pathname, search } = new URL(url);
  return `${pathname}${search}`;
}
