import { and, eq } from "drizzle-orm";
import type { Id } from "@/core/ids";
import type { Pool } from "@/db/client";
import { invoices } from "@/db/schema/invoices";
import type { Ctx } from "@/services/context";
import { invoiceNow } from "@/services/invoices/invoice-now";
import { aBookedPayment } from "./builders/booked-invoice";
import { staff } from "./builders/staff";
import type { TestTenant } from "./builders/tenant";
import { aRoamingDriver, cdrOf, rateAll } from "./roaming-driver";

/** A driver (cost + 10 % + 1.00, gross, SEK) with one invoice over charges of some kWh, one a day in October. */
export async function anInvoicedDriver(pool: Pool, tenant: TestTenant, kwh: readonly number[]) {
  const roaming = await aRoamingDriver(pool, tenant);
  const { ctx } = tenant;
  for (const [index, energy] of kwh.entries()) {
    await roaming.send("POST", "cdrs", cdrOf(`C${index + 1}`, index + 1, energy));
  }
  await rateAll(ctx);
  const finance = tenant.as(staff("finance", 1));
  const [invoiceId] = await invoiceNow(finance, {
    driverId: roaming.driver.id,
    expectedCharges: kwh.length,
  });
  if (!invoiceId) throw new Error("nothing was invoiced");
  return { ...roaming, finance, second: tenant.as(staff("finance", 2)), invoiceId };
}

/** An invoice as it stands. */
export async function readInvoice(ctx: Ctx, id: Id<"invoice">) {
  const [row] = await ctx.db
    .select()
    .from(invoices)
    .where(and(eq(invoices.tenantId, ctx.tenantId), eq(invoices.id, id)));
  if (!row) throw new Error("no such invoice");
  return row;
}

/** The invoice paid in full by card. */
export async function payInvoice(ctx: Ctx, id: Id<"invoice">): Promise<Id<"payment">> {
  const { documentId, number, driverId, currency, totalMinor } = await readInvoice(ctx, id);
  if (!documentId || !number) throw new Error("the invoice is not issued");
  return aBookedPayment(ctx, { invoiceId: id, documentId, number, driverId, currency, totalMinor });
}
