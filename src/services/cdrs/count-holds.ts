import { and, count, desc, eq, isNull } from "drizzle-orm";

import { cdrHolds } from "@/db/schema/cdrs";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";

/**
 * How many CDRs are held for each code, the most frequent first. For finance.
 * @throws ServiceError FORBIDDEN, UNAUTHENTICATED.
 */
export async function countHolds(
  ctx: Ctx,
): Promise<readonly { readonly code: string; readonly cdrs: number }[]> {
  requireRole(ctx, "finance");
  return ctx.db
    .select({ code: cdrHolds.code, cdrs: count() })
    .from(cdrHolds)
    .where(and(eq(cdrHolds.tenantId, ctx.tenantId), isNull(cdrHolds.releasedAt)))
    .groupBy(cdrHolds.code)
    .orderBy(desc(count()), cdrHolds.code);
}
