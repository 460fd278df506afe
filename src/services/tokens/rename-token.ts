import { and, eq } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { tokens } from "@/db/schema/drivers";
import { inTransaction } from "@/db/transaction";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";
import { lockOwnToken } from "./lock-own-token";

/**
 * Calls a token by another name; an empty one takes the name away. Partners don't hear of it.
 * @throws ServiceError FORBIDDEN, NOT_FOUND, INVALID (longer than 40 characters).
 */
export async function renameToken(ctx: Ctx, id: Id<"token">, text: string): Promise<void> {
  const name = text.trim().replaceAll(/\s+/g, " ");
  if (name.length > 40) throw new ServiceError("INVALID", "At most 40 characters.");
  await inTransaction(ctx, async (tx) => {
    await lockOwnToken(tx, id);
    await tx.db
      .update(tokens)
      .set({ name: name === "" ? null : name })
      .where(and(eq(tokens.tenantId, tx.tenantId), eq(tokens.id, id)));
    await writeAudit(tx, {
      action: "token.renamed",
      subjectType: "token",
      subjectId: id,
      detail: { name },
    });
  });
}
