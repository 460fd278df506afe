import { and, eq } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { disputePictures } from "@/db/schema/charge-disputes";
import { isOneOf } from "@/db/is-one-of";
import { inTransaction } from "@/db/transaction";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";
import { advanceDispute } from "./advance-dispute";
import { findSeenDispute } from "./dispute-row";

/**
 * Finance asks the CPO about a charge: with words that the driver reads, too, and those of his pictures that the CPO needs.
 * The CPO's people are told by mail, answer on their page, and its clock begins.
 * @throws ServiceError FORBIDDEN, NOT_FOUND, INVALID (no words), PRECONDITION (not finance's turn).
 */
export async function askOperator(
  ctx: Ctx,
  input: {
    readonly id: string;
    readonly words: string;
    readonly pictureIds?: readonly Id<"other">[];
  },
): Promise<void> {
  const text = input.words.trim();
  if (text === "") throw new ServiceError("INVALID", "Say what you ask the operator.");
  await inTransaction(ctx, async (tx) => {
    const row = await findSeenDispute(tx, "finance", input.id, { lock: true });
    const pictures = await keepOwn(tx, row.id, input.pictureIds ?? []);
    await advanceDispute(tx, row, { deed: "ask", as: "finance", text, detail: { pictures } });
  });
}

/** Only pictures of this dispute can be shown. */
async function keepOwn(ctx: Ctx, disputeId: Id<"dispute">, ids: readonly Id<"other">[]) {
  if (ids.length === 0) return [];
  const rows = await ctx.db
    .select({ id: disputePictures.id })
    .from(disputePictures)
    .where(
      and(
        eq(disputePictures.tenantId, ctx.tenantId),
        eq(disputePictures.disputeId, disputeId),
        isOneOf(disputePictures.id, ids),
      ),
    );
  return rows.map(({ id }) => id);
}
