import { and, eq } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { invoiceRuns } from "@/db/schema/invoice-runs";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";

/** A month's run as it is stored. There is one a month. */
export type InvoiceRunRow = typeof invoiceRuns.$inferSelect;

/** The cursor of a run that has seen every driver once. */
export const ALL_SEEN = "all";

/** The run of a month, or null. `lock` takes it for the transaction. */
export async function findRunOfMonth(
  ctx: Ctx,
  month: string,
  lock = false,
): Promise<InvoiceRunRow | null> {
  const select = ctx.db
    .select()
    .from(invoiceRuns)
    .where(and(eq(invoiceRuns.tenantId, ctx.tenantId), eq(invoiceRuns.month, month)));
  const [row] = await (lock ? select.for("update") : select);
  return row ?? null;
}

/** A run, taken for the transaction. @throws ServiceError NOT_FOUND. */
export async function lockRun(ctx: Ctx, id: Id<"invoiceRun">): Promise<InvoiceRunRow> {
  const [row] = await ctx.db.select().from(invoiceRuns).where(isRun(ctx, id)).for("update");
  if (!row) throw new ServiceError("NOT_FOUND", "There is no such run.", { id });
  return row;
}

/** Names one run in a statement. */
export function isRun(ctx: Ctx, id: Id<"invoiceRun">) {
  return and(eq(invoiceRuns.tenantId, ctx.tenantId), eq(invoiceRuns.id, id));
}
