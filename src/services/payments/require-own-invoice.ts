import { and, eq } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { invoices } from "@/db/schema/invoices";
import type { Ctx } from "@/services/context";
import { requireDriver } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";

/** Lets the driver of an invoice through. @throws ServiceError NOT_FOUND for everybody else. */
export async function requireOwnInvoice(ctx: Ctx, invoiceId: Id<"invoice">): Promise<void> {
  const driverId = requireDriver(ctx);
  const rows = await ctx.db
    .select({ id: invoices.id })
    .from(invoices)
    .where(
      and(
        eq(invoices.tenantId, ctx.tenantId),
        eq(invoices.id, invoiceId),
        eq(invoices.driverId, driverId),
      ),
    );
  if (rows.length === 0) throw new ServiceError("NOT_FOUND", "There is no such invoice.");
}
