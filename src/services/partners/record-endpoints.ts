import { and, eq } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { partnerEndpoints } from "@/db/schema/partners";
import { inTransaction } from "@/db/transaction";
import type { Ctx } from "@/services/context";
import type { PartnerEndpoint } from "./partner-connection";
import { requirePartnerOrOperations } from "./require-partner-or-operations";

/** Replaces what we know of where a partner's modules live. Of two with one identifier and role the first counts. */
export async function recordEndpoints(
  ctx: Ctx,
  partnerId: Id<"partner">,
  endpoints: readonly PartnerEndpoint[],
): Promise<void> {
  requirePartnerOrOperations(ctx, partnerId);
  const { tenantId } = ctx;
  await inTransaction(ctx, async (tx) => {
    await tx.db
      .delete(partnerEndpoints)
      .where(
        and(eq(partnerEndpoints.tenantId, tenantId), eq(partnerEndpoints.partnerId, partnerId)),
      );
    if (endpoints.length === 0) return;
    await tx.db
      .insert(partnerEndpoints)
      .values(endpoints.map((endpoint) => ({ tenantId, partnerId, ...endpoint })))
      .onConflictDoNothing();
  });
}
