import { and, eq } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { tokens } from "@/db/schema/drivers";
import type { Ctx } from "@/services/context";
import { changeValidity } from "./change-validity";

/** Why a token is blocked that another took the place of: it never charges again. */
export const REPLACED = "replaced";

/** Blocks a token for good, because another took its place. Call it in the transaction that made the other. */
export async function replaceToken(
  tx: Ctx,
  { tokenId, by }: { readonly tokenId: Id<"token">; readonly by: Id<"token"> },
): Promise<void> {
  await changeValidity(tx, tokenId, { valid: false, reason: REPLACED });
  await tx.db
    .update(tokens)
    .set({ replacedBy: by, blockedReason: REPLACED })
    .where(and(eq(tokens.tenantId, tx.tenantId), eq(tokens.id, tokenId)));
}
