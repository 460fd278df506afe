import { and, eq } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { marketImports } from "@/db/schema/energy-market";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";

/** An import's file as it came. For operations. @throws ServiceError FORBIDDEN, NOT_FOUND. */
export async function readMarketImport(
  ctx: Ctx,
  id: Id<"other">,
): Promise<{ readonly fileName: string; readonly content: Uint8Array }> {
  requireRole(ctx, "operations");
  const [row] = await ctx.db
    .select({ fileName: marketImports.fileName, content: marketImports.content })
    .from(marketImports)
    .where(and(eq(marketImports.tenantId, ctx.tenantId), eq(marketImports.id, id)));
  if (!row) throw new ServiceError("NOT_FOUND", "There is no such import.");
  return row;
}
