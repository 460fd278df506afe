import { and, eq } from "drizzle-orm";

import { asId, isId } from "@/core/ids";
import { cdrs } from "@/db/schema/cdrs";
import { ownCdr } from "@/services/accounts/own-tokens";
import type { Ctx } from "@/services/context";
import type { Finding } from "./charge-doubts";

/** A finding without what it says of another charge: that there is one, and what is known of this one. */
export function withoutOther(finding: Finding): Finding {
  const kept = Object.entries(finding).filter(
    ([name]) => !name.startsWith("other") && name !== "distanceKm",
  );
  return { ...Object.fromEntries(kept), code: finding.code };
}

/**
 * A stored finding as the acting driver may read it. It was made for whoever opened the dispute: where and when another
 * charge of the pair was is told to who may see that charge, and to no other member of the account.
 */
export async function findingSeenBy(ctx: Ctx, finding: Finding): Promise<Finding> {
  const { otherCdrId } = finding;
  if (otherCdrId === undefined) return finding;
  const own = ownCdr(ctx, { id: cdrs.id, tokenId: cdrs.tokenId, at: cdrs.startedAt });
  if (!own) return finding;
  const [seen] = isId(otherCdrId)
    ? await ctx.db
        .select({ id: cdrs.id })
        .from(cdrs)
        .where(and(eq(cdrs.tenantId, ctx.tenantId), eq(cdrs.id, asId<"cdr">(otherCdrId)), own))
    : [];
  return seen ? finding : withoutOther(finding);
}
