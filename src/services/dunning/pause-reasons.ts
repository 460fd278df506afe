import { sql } from "drizzle-orm";

import { chargeDisputes } from "@/db/schema/charge-disputes";
import { creditNotes } from "@/db/schema/credits";
import { payments } from "@/db/schema/payments";
import { invoiceLines } from "@/db/schema/invoices";
import { charges } from "@/db/schema/plans";
import { cases, disputes } from "@/db/schema/treasury";
import { DRIVER_DISPUTE } from "@/services/charge-disputes/dispute-case";
import type { Ctx } from "@/services/context";
import { HARMLESS_ENDS } from "@/services/disputes/is-disputed";
import type { Standing } from "./standing";

/** Why a case pauses by itself, for as long as it is so. */
export type OwnPause = "card_dispute" | "charge_disputed" | "credit_pending";

/** Every reason that is not a person's own words. */
export const ownPauses: readonly OwnPause[] = ["card_dispute", "charge_disputed", "credit_pending"];

/**
 * Whether a case has to wait by itself: a payment of its invoice is disputed at the bank, its driver objects to one of
 * its charges, or a credit note for it has not been decided.
 */
export async function ownPause(ctx: Ctx, { row, invoice }: Standing): Promise<OwnPause | null> {
  const [found] = await ctx.db.execute<{
    disputed: boolean;
    objected: boolean;
    credited: boolean;
  }>(sql`
    select
      exists (select 1 from ${disputes} d
        join ${payments} p on p.tenant_id = d.tenant_id and p.id = d.payment_id
        where d.tenant_id = ${ctx.tenantId} and p.invoice_id = ${invoice.id} and d.outcome is null
          and d.closed_at is null
          and d.status not in (select value from json_array_elements_text(${JSON.stringify(HARMLESS_ENDS)}::json))) as disputed,
      exists (select 1 from ${chargeDisputes} d
        join ${charges} c on c.tenant_id = d.tenant_id and c.cdr_id = d.cdr_id
        join ${invoiceLines} l on l.tenant_id = c.tenant_id and l.charge_id = c.id
        where d.tenant_id = ${ctx.tenantId} and d.driver_id = ${row.driverId} and d.ended_at is null
          and d.state <> 'credited' and l.invoice_id = ${invoice.id})
      or exists (select 1 from ${cases} k
        join ${invoiceLines} l on l.tenant_id = k.tenant_id and l.charge_id::text = k.detail->>'chargeId'
        where k.tenant_id = ${ctx.tenantId} and k.kind = ${DRIVER_DISPUTE} and k.state = 'open'
          and k.driver_id = ${row.driverId} and l.invoice_id = ${invoice.id}) as objected,
      exists (select 1 from ${creditNotes} n
        where n.tenant_id = ${ctx.tenantId} and n.invoice_id = ${invoice.id} and n.state = 'draft') as credited`);
  if (found?.disputed) return "card_dispute";
  if (found?.objected) return "charge_disputed";
  return found?.credited ? "credit_pending" : null;
}
