import { and, eq, isNotNull, isNull } from "drizzle-orm";
import { partners, partnerTokens } from "@/db/schema/partners";
import { inTransaction } from "@/db/transaction";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import type { PartnerOfToken } from "./find-partner-by-token";

const HEARD_EVERY = { seconds: 60 } as const;

/**
 * Keeps that a partner called: the first use of its token, when we last heard of it (to the minute), and
 * that the tokens before this one die now (ruling 14). Writes nothing where nothing changes.
 */
export async function noteTokenUse(ctx: Ctx, caller: PartnerOfToken): Promise<void> {
  const now = ctx.clock.now();
  const { partner, lastHeardAt } = caller;
  const isHeard =
    lastHeardAt !== null && Temporal.Instant.compare(lastHeardAt.add(HEARD_EVERY), now) > 0;
  if (isHeard && !caller.isFirstUse && !caller.hasPredecessor) return;
  await inTransaction(ctx, async (tx) => {
    if (!isHeard) {
      await tx.db
        .update(partners)
        .set({ lastHeardAt: now })
        .where(and(eq(partners.tenantId, ctx.tenantId), eq(partners.id, partner.id)));
    }
    if (caller.isFirstUse) await noteFirstUse(tx, caller, now);
    if (caller.hasPredecessor) await retirePredecessors(tx, caller, now);
  });
}

async function noteFirstUse(ctx: Ctx, caller: PartnerOfToken, now: Temporal.Instant) {
  await ctx.db
    .update(partnerTokens)
    .set({ firstUsedAt: now })
    .where(
      and(
        eq(partnerTokens.tenantId, ctx.tenantId),
        eq(partnerTokens.tokenSha256, caller.tokenSha256),
        isNull(partnerTokens.firstUsedAt),
      ),
    );
}

// The current token has no end; those before it were given one when it was agreed on. While a rotation
// is still open none has, so that the partner's call-backs with the new token don't cut the old one off.
async function retirePredecessors(ctx: Ctx, caller: PartnerOfToken, now: Temporal.Instant) {
  const retired = await ctx.db
    .update(partnerTokens)
    .set({ revokedAt: now })
    .where(
      and(
        eq(partnerTokens.tenantId, ctx.tenantId),
        eq(partnerTokens.partnerId, caller.partner.id),
        eq(partnerTokens.kind, "C"),
        isNull(partnerTokens.revokedAt),
        isNotNull(partnerTokens.expiresAt),
      ),
    )
    .returning({ kind: partnerTokens.kind });
  if (retired.length === 0) return;
  await writeAudit(ctx, {
    action: "partner.token_retired",
    subjectType: "partner",
    subjectId: caller.partner.id,
    detail: { tokens: retired.length },
  });
}
