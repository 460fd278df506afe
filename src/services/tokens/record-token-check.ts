import { and, eq, inArray } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { tokenDeliveries } from "@/db/schema/drivers";
import { inTransaction } from "@/db/transaction";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";

/** What a partner was found to hold of our tokens. */
export interface TokenCheck {
  readonly partnerId: Id<"partner">;
  /** How many it was asked for. */
  readonly asked: number;
  /** What it holds otherwise than we told it. */
  readonly differing: readonly Id<"token">[];
  /** What it does not hold, though it acknowledged it. */
  readonly missing: readonly Id<"token">[];
}

/**
 * Keeps what a partner holds of our tokens: what differs or is missing is told again, and the partner's history says
 * how many. The system's own.
 */
export async function recordTokenCheck(ctx: Ctx, check: TokenCheck): Promise<void> {
  const { partnerId, asked, differing, missing } = check;
  const wrong = [...differing, ...missing];
  await inTransaction(ctx, async (tx) => {
    if (wrong.length > 0) {
      await tx.db
        .update(tokenDeliveries)
        .set({ state: "pending", attempts: 0, dueAt: tx.clock.now() })
        .where(
          and(
            eq(tokenDeliveries.tenantId, tx.tenantId),
            eq(tokenDeliveries.partnerId, partnerId),
            inArray(tokenDeliveries.tokenId, wrong),
          ),
        );
    }
    const message = `${asked} asked, ${differing.length} differ, ${missing.length} missing`;
    await writeAudit(tx, {
      action: "partner.tokens_checked",
      subjectType: "partner",
      subjectId: partnerId,
      detail: { message, asked, differing, missing },
    });
  });
}
