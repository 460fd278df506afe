import { and, desc, eq } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { newId } from "@/db/new-id";
import { termsAcceptances, termsVersions } from "@/db/schema/sign-ups";
import { inTransaction } from "@/db/transaction";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";
import { actingUser } from "@/services/users/acting-user";
import { textFor, textsInForce, type TermsText } from "./terms-rows";

/** What the acting person agreed to, and when. */
export interface Acceptance {
  readonly id: Id<"other">;
  readonly version: number;
  readonly title: string;
  readonly locale: string;
  readonly acceptedAt: Temporal.Instant;
}

/**
 * Keeps that the acting person agreed to the words that he was shown: version, language, moment and network address.
 * Again for the same version changes nothing.
 * @throws ServiceError UNAUTHENTICATED, NOT_FOUND, CONFLICT (other terms hold by now: he is to read those).
 */
export async function acceptTerms(
  ctx: Ctx,
  input: { readonly termsVersionId: Id<"other">; readonly address: string | null },
): Promise<void> {
  const { userId } = actingUser(ctx);
  const texts = await textsInForce(ctx, "terms");
  const text = texts.find(({ id }) => id === input.termsVersionId);
  if (!text) {
    throw new ServiceError("CONFLICT", "Other terms hold by now. Read them first.", {
      reason: "stale",
    });
  }
  await inTransaction(ctx, async (tx) => {
    if (await hasAccepted(tx, text.version)) return;
    await tx.db.insert(termsAcceptances).values({
      tenantId: tx.tenantId,
      id: newId<"other">(),
      userId,
      driverId: tx.actor.kind === "user" ? tx.actor.driverId : null,
      termsVersionId: text.id,
      acceptedAt: tx.clock.now(),
      address: input.address,
    });
    await writeAudit(tx, {
      action: "terms.accepted",
      subjectType: "user",
      subjectId: userId,
      detail: { version: text.version, locale: text.locale },
    });
  });
}

async function hasAccepted(ctx: Ctx, version: number): Promise<boolean> {
  return (await listAcceptances(ctx)).some((one) => one.version === version);
}

/** What the acting person agreed to, newest first. */
export async function listAcceptances(ctx: Ctx): Promise<readonly Acceptance[]> {
  const { userId } = actingUser(ctx);
  return ctx.db
    .select({
      id: termsAcceptances.id,
      version: termsVersions.version,
      title: termsVersions.title,
      locale: termsVersions.locale,
      acceptedAt: termsAcceptances.acceptedAt,
    })
    .from(termsAcceptances)
    .innerJoin(
      termsVersions,
      and(
        eq(termsVersions.tenantId, termsAcceptances.tenantId),
        eq(termsVersions.id, termsAcceptances.termsVersionId),
      ),
    )
    .where(and(eq(termsAcceptances.tenantId, ctx.tenantId), eq(termsAcceptances.userId, userId)))
    .orderBy(desc(termsAcceptances.acceptedAt));
}

/** The terms that hold, and whether the acting person agreed to them in any language. */
export interface TermsStanding {
  readonly text: TermsText | null;
  /** True also where there are no terms to agree to. */
  readonly isAccepted: boolean;
  /** He agreed to an earlier version: the new one is to be pointed out. */
  readonly hadEarlier: boolean;
}

/** How the acting person stands to the terms. */
export async function readTermsStanding(
  ctx: Ctx,
  locale: Parameters<typeof textFor>[1],
): Promise<TermsStanding> {
  const [texts, accepted] = await Promise.all([textsInForce(ctx, "terms"), listAcceptances(ctx)]);
  const text = textFor(texts, locale);
  if (!text) return { text, isAccepted: true, hadEarlier: false };
  return {
    text,
    isAccepted: accepted.some(({ version }) => version === text.version),
    hadEarlier: accepted.some(({ version }) => version < text.version),
  };
}
