import { gt, sql } from "drizzle-orm";
import { signInSessions } from "@/db/schema/users";

/** Whether a session still signs in. Sessions end by the real clock, also where a demo's is ahead. */
export const isOpenSession = gt(signInSessions.expires, sql`now()`);
