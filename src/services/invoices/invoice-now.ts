import type { Id } from "@/core/ids";
import { billingPeriodAt } from "@/core/plans/billing-period";
import { inTransaction } from "@/db/transaction";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { issueInvoices } from "./issue-invoices";
import { readDriverForInvoicing } from "./preview-invoice";

/**
 * Invoices a driver's open charges at once, by finance. `expectedCharges` is how many the preview showed:
 * when others have come since, nothing is issued and finance looks again.
 * @throws ServiceError FORBIDDEN, NOT_FOUND, PRECONDITION (nothing open), CONFLICT (the preview is out of date).
 */
export async function invoiceNow(
  ctx: Ctx,
  input: { readonly driverId: Id<"driver">; readonly expectedCharges: number },
): Promise<Id<"invoice">[]> {
  requireRole(ctx, "finance");
  return inTransaction(ctx, async (tx) => {
    const { driver, drafts } = await readDriverForInvoicing(tx, input.driverId, true);
    const open = drafts.reduce((count, draft) => count + draft.lines.length, 0);
    if (open === 0) throw new ServiceError("PRECONDITION", "This driver has no open charges.");
    if (open !== input.expectedCharges) {
      throw new ServiceError("CONFLICT", "Charges have changed since the preview. Look again.", {
        open: String(open),
      });
    }
    const now = tx.clock.now();
    const issued = await issueInvoices(tx, {
      driverId: driver.id,
      kind: "interim",
      period: { start: billingPeriodAt(now, driver.timeZone).start, end: now },
      until: now.add({ seconds: 1 }),
    });
    await writeAudit(tx, {
      action: "driver.invoice_now",
      subjectType: "driver",
      subjectId: driver.id,
      detail: { invoices: issued },
    });
    return issued;
  });
}
