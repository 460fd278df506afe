import type { Id } from "@/core/ids";
import { newId } from "@/db/new-id";
import { signInEvents } from "@/db/schema/privacy";
import type { Ctx } from "@/services/context";

/** What happened at the door, and from where. */
export interface SignInFact {
  readonly userId: Id<"user">;
  /** "email", "demo", or an OIDC provider's id. */
  readonly method: string;
  readonly what: (typeof signInEvents.$inferInsert)["what"];
  readonly address: string | null;
  readonly userAgent: string | null;
}

/** Keeps that somebody signed in or out, or was sent a link, so that he can see it later. */
export async function recordSignIn(ctx: Ctx, fact: SignInFact): Promise<void> {
  const { tenantId } = ctx;
  const id = newId<"other">();
  await ctx.db.insert(signInEvents).values({ tenantId, id, at: ctx.clock.now(), ...fact });
}
