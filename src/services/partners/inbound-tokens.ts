import { and, eq, isNull, ne, type SQL } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { partnerTokens } from "@/db/schema/partners";
import type { Ctx } from "@/services/context";
import { createPartnerToken, digestToken } from "./partner-token";

/** How long an old token lives beside a new one that is not used (ruling 14). */
export const TOKEN_OVERLAP = { hours: 24 } as const;

/** Makes a token that the partner may call us with, at once. Only its digest is kept; the text is returned once. */
export async function issueInboundToken(
  ctx: Ctx,
  partnerId: Id<"partner">,
  kind: "A" | "C",
  token: string = createPartnerToken(),
): Promise<string> {
  await ctx.db.insert(partnerTokens).values({
    tenantId: ctx.tenantId,
    tokenSha256: digestToken(token),
    partnerId,
    kind,
    createdAt: ctx.clock.now(),
  });
  return token;
}

function livingTokens(ctx: Ctx, partnerId: Id<"partner">, ...more: (SQL | undefined)[]) {
  return and(
    eq(partnerTokens.tenantId, ctx.tenantId),
    eq(partnerTokens.partnerId, partnerId),
    isNull(partnerTokens.revokedAt),
    ...more,
  );
}

/** Ends every token of the partner (of one kind, if given) at once. */
export async function revokeInboundTokens(
  ctx: Ctx,
  partnerId: Id<"partner">,
  kind?: "A" | "C",
): Promise<void> {
  await ctx.db
    .update(partnerTokens)
    .set({ revokedAt: ctx.clock.now() })
    .where(livingTokens(ctx, partnerId, kind && eq(partnerTokens.kind, kind)));
}

/** Ends one token at once. */
export async function revokeInboundToken(
  ctx: Ctx,
  partnerId: Id<"partner">,
  token: string,
): Promise<void> {
  await ctx.db
    .update(partnerTokens)
    .set({ revokedAt: ctx.clock.now() })
    .where(livingTokens(ctx, partnerId, eq(partnerTokens.tokenSha256, digestToken(token))));
}

/** Gives the partner's tokens other than `current` an end: the first use of `current`, or 24 hours. */
export async function expireOtherTokens(
  ctx: Ctx,
  partnerId: Id<"partner">,
  current: string,
): Promise<void> {
  await ctx.db
    .update(partnerTokens)
    .set({ expiresAt: ctx.clock.now().add(TOKEN_OVERLAP) })
    .where(
      livingTokens(
        ctx,
        partnerId,
        eq(partnerTokens.kind, "C"),
        isNull(partnerTokens.expiresAt),
        ne(partnerTokens.tokenSha256, digestToken(current)),
      ),
    );
}
