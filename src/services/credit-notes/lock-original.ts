import { and, asc, eq, inArray } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { drivers } from "@/db/schema/drivers";
import { invoices } from "@/db/schema/invoices";
import { payments } from "@/db/schema/payments";
import { charges } from "@/db/schema/plans";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";
import type { CreditSource } from "./credit-order";

/**
 * Takes the locks of a credit note in their one order: driver, payments of the invoice by id, invoice (or the charge that
 * the wallet paid); the ledger's accounts come last, by themselves. Settling a payment takes payment, then invoice, and an
 * invoice run takes the driver: none can wait for the other in a circle. The driver's row makes credit notes of one driver
 * follow each other.
 * @throws ServiceError NOT_FOUND.
 */
export async function lockOriginal(ctx: Ctx, source: CreditSource): Promise<Id<"driver">> {
  const driverId = await findDriver(ctx, source);
  await ctx.db
    .select({ id: drivers.id })
    .from(drivers)
    .where(and(eq(drivers.tenantId, ctx.tenantId), eq(drivers.id, driverId)))
    .for("no key update");
  if (source.of === "charge") {
    await ctx.db
      .select({ id: charges.id })
      .from(charges)
      .where(and(eq(charges.tenantId, ctx.tenantId), eq(charges.id, source.chargeId)))
      .for("no key update");
    return driverId;
  }
  await ctx.db
    .select({ id: payments.id })
    .from(payments)
    .where(and(eq(payments.tenantId, ctx.tenantId), eq(payments.invoiceId, source.invoiceId)))
    .orderBy(asc(payments.id))
    .for("no key update");
  await ctx.db
    .select({ id: invoices.id })
    .from(invoices)
    .where(and(eq(invoices.tenantId, ctx.tenantId), eq(invoices.id, source.invoiceId)))
    .for("no key update");
  return driverId;
}

async function findDriver(ctx: Ctx, source: CreditSource): Promise<Id<"driver">> {
  const [row] =
    source.of === "invoice"
      ? await ctx.db
          .select({ driverId: invoices.driverId })
          .from(invoices)
          .where(
            and(
              eq(invoices.tenantId, ctx.tenantId),
              eq(invoices.id, source.invoiceId),
              eq(invoices.state, "finalized"),
            ),
          )
      : await ctx.db
          .select({ driverId: charges.driverId })
          .from(charges)
          .where(
            and(
              eq(charges.tenantId, ctx.tenantId),
              eq(charges.id, source.chargeId),
              inArray(charges.state, ["settled"]),
            ),
          );
  if (!row) throw new ServiceError("NOT_FOUND", "There is no such issued document.");
  return row.driverId;
}
