import { and, desc, eq } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { signInEvents } from "@/db/schema/privacy";
import type { Ctx } from "@/services/context";
import { actingUser } from "./acting-user";

/** A line of somebody's sign-in history. */
export interface SignInEntry {
  readonly id: Id<"other">;
  readonly at: Temporal.Instant;
  readonly what: "signed_in" | "signed_out" | "ended" | "link_sent";
  readonly method: string;
  readonly address: string | null;
  readonly userAgent: string | null;
}

const SHOWN = 50;

/** When, how and from where the acting person signed in or tried to, newest first; the latest fifty. */
export async function listSignIns(ctx: Ctx): Promise<readonly SignInEntry[]> {
  const { userId } = actingUser(ctx);
  const { id, at, what, method, address, userAgent } = signInEvents;
  return ctx.db
    .select({ id, at, what, method, address, userAgent })
    .from(signInEvents)
    .where(and(eq(signInEvents.tenantId, ctx.tenantId), eq(signInEvents.userId, userId)))
    .orderBy(desc(at), desc(id))
    .limit(SHOWN);
}
