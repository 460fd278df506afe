import { and, eq } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { drivers } from "@/db/schema/drivers";
import { tenants } from "@/db/schema/tenants";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { draftInvoices, type InvoiceDraft } from "./draft-invoices";
import { findOpenCharges } from "./find-open-charges";
import { findOpenItems } from "./find-open-items";

/** What "invoice now" would issue for a driver. */
export interface InvoicePreview {
  readonly driver: { readonly id: Id<"driver">; readonly name: string; readonly number: string };
  readonly chargeCount: number;
  readonly drafts: readonly InvoiceDraft[];
}

/** Shows what would be issued for a driver now. @throws ServiceError FORBIDDEN, NOT_FOUND. */
export async function previewInvoice(
  ctx: Ctx,
  input: { readonly driverId: Id<"driver"> },
): Promise<InvoicePreview> {
  requireRole(ctx, "finance");
  const { driver, drafts } = await readDriverForInvoicing(ctx, input.driverId, false);
  return {
    driver: { id: driver.id, name: driver.name, number: driver.number },
    chargeCount: drafts.reduce((count, draft) => count + draft.lines.length, 0),
    drafts,
  };
}

/** A driver and the drafts of everything open. `lock` holds both for the transaction. */
export async function readDriverForInvoicing(ctx: Ctx, driverId: Id<"driver">, lock: boolean) {
  const select = ctx.db
    .select({ driver: drivers, billing: tenants.billing })
    .from(drivers)
    .innerJoin(tenants, eq(tenants.id, drivers.tenantId))
    .where(and(eq(drivers.tenantId, ctx.tenantId), eq(drivers.id, driverId)));
  const [row] = await (lock ? select.for("no key update", { of: drivers }) : select);
  if (!row) throw new ServiceError("NOT_FOUND", "There is no such driver.", { driverId });
  const spans = [{ driverId, until: ctx.clock.now().add({ seconds: 1 }) }];
  const charges = await findOpenCharges(ctx, { spans, lock });
  const items = await findOpenItems(ctx, { spans, lock });
  const drafts: InvoiceDraft[] = draftInvoices(
    charges.get(driverId) ?? [],
    items.get(driverId) ?? [],
    row.billing.totalRounding,
  );
  return { driver: row.driver, drafts };
}
