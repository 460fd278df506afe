import { and, eq } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { tokens } from "@/db/schema/drivers";
import type { Ctx } from "@/services/context";
import { requireDriverUse } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import type { TokenRow } from "./core-token";

/**
 * A token of the account, held for the transaction; a mere member's only if he holds it.
 * @throws ServiceError FORBIDDEN, NOT_FOUND.
 */
export async function lockOwnToken(tx: Ctx, id: Id<"token">): Promise<TokenRow> {
  const { driverId, onlyMemberId } = requireDriverUse(tx);
  const [token] = await tx.db
    .select()
    .from(tokens)
    .where(and(eq(tokens.tenantId, tx.tenantId), eq(tokens.id, id), eq(tokens.driverId, driverId)))
    .for("update");
  if (!token || (onlyMemberId !== null && token.memberId !== onlyMemberId)) {
    throw new ServiceError("NOT_FOUND", "There is no such token.");
  }
  return token;
}
