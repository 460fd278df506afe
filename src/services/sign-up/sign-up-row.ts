import { and, desc, eq } from "drizzle-orm";
import { nextSignUpStep, type SignUpProgress, type SignUpStep } from "@/core/sign-up/sign-up-steps";
import { signUps } from "@/db/schema/sign-ups";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";
import { actingUser } from "@/services/users/acting-user";

/** A sign-up's row. */
export type SignUpRow = typeof signUps.$inferSelect;

/**
 * The acting person's open sign-up, or null; his address was proved when he signed in. With `lock`, two deeds on it
 * follow each other. @throws ServiceError UNAUTHENTICATED.
 */
export async function findOwnSignUp(
  ctx: Ctx,
  options: { readonly lock: boolean },
): Promise<SignUpRow | null> {
  const { email } = actingUser(ctx);
  const select = ctx.db
    .select()
    .from(signUps)
    .where(
      and(eq(signUps.tenantId, ctx.tenantId), eq(signUps.email, email), eq(signUps.state, "open")),
    )
    .orderBy(desc(signUps.startedAt))
    .limit(1);
  const [row = null] = await (options.lock ? select.for("update") : select);
  return row;
}

/** The same, where there must be one. @throws ServiceError NOT_FOUND, UNAUTHENTICATED. */
export async function ownSignUp(ctx: Ctx, options: { readonly lock: boolean }): Promise<SignUpRow> {
  const row = await findOwnSignUp(ctx, options);
  if (!row) throw new ServiceError("NOT_FOUND", "There is no open sign-up.");
  return row;
}

/** What is known of a sign-up, for the rules. */
export function progressOf(
  { answers }: Pick<SignUpRow, "answers">,
  hasAcceptedTerms: boolean,
): SignUpProgress {
  return { ...answers, hasAcceptedTerms };
}

/** The step that a sign-up still lacks. @throws ServiceError PRECONDITION naming it. */
export function requireComplete(progress: SignUpProgress): void {
  const lacking: SignUpStep | null = nextSignUpStep(progress);
  if (lacking === null) return;
  throw new ServiceError("PRECONDITION", "Something is still to be answered.", { step: lacking });
}
