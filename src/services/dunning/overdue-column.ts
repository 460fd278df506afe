import { sql, type SQL } from "drizzle-orm";

import { drivers } from "@/db/schema/drivers";
import { dunningCases, dunningEvents } from "@/db/schema/dunning";
import { invoices } from "@/db/schema/invoices";
import type { Ctx } from "@/services/context";

/**
 * Whether the driver of the row may not charge because he owes an invoice for too long: a case blocks him and its invoice
 * is still open; or an invoice is past due, its payment failed, and dunning has not looked at it yet.
 */
export function overdueColumn(ctx: Ctx): SQL<boolean> {
  const now = ctx.clock.now().toString();
  return sql<boolean>`(exists (
    select 1 from ${invoices} i
    where i.tenant_id = ${drivers.tenantId} and i.driver_id = ${drivers.id}
      and i.payment_state in ('failed', 'action_needed')
      and i.due_on < (${now}::timestamptz at time zone ${drivers.timeZone})::date
      and not exists (select 1 from ${dunningCases} c where c.tenant_id = i.tenant_id and c.invoice_id = i.id))
  or exists (
    select 1 from ${dunningCases} c
    join ${invoices} i on i.tenant_id = c.tenant_id and i.id = c.invoice_id
    where c.tenant_id = ${drivers.tenantId} and c.driver_id = ${drivers.id}
      and i.total_minor - i.paid_minor - i.credited_minor > 0
      and (select e.kind from ${dunningEvents} e where e.tenant_id = c.tenant_id and e.case_id = c.id
             and e.kind in ('charging_blocked', 'charging_unblocked')
           order by e.seq desc limit 1) = 'charging_blocked'))`;
}
