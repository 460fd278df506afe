import { and, eq, sql } from "drizzle-orm";

import { asId, type Id } from "@/core/ids";
import { newId } from "@/db/new-id";
import { drivers } from "@/db/schema/drivers";
import { dunningCases, dunningEvents } from "@/db/schema/dunning";
import { invoices } from "@/db/schema/invoices";
import { inTransaction } from "@/db/transaction";
import type { Ctx } from "@/services/context";
import { writeEvent } from "./write-event";

/** So many at a time; the next round does the rest. */
const MOST = 200;

/**
 * Opens a case for each invoice whose collection failed or that is past its due day and not paid; one that was closed as
 * paid or credited is opened again when its payment was taken back, and begins anew. What a case brought of fees has a
 * case of its own only once that case is over. Returns how many were opened.
 */
export async function openDueCases(ctx: Ctx): Promise<number> {
  const due = await findDueInvoices(ctx);
  for (const one of due) await inTransaction(ctx, (tx) => openOne(tx, one));
  return due.length;
}

interface DueInvoice {
  readonly invoiceId: Id<"invoice">;
  readonly driverId: Id<"driver">;
}

async function findDueInvoices(ctx: Ctx): Promise<DueInvoice[]> {
  const now = sql`${ctx.clock.now().toString()}::timestamptz`;
  const rows = await ctx.db.execute<{ id: string; driver_id: string }>(sql`
    select i.id, i.driver_id from ${invoices} i
    join ${drivers} d on d.tenant_id = i.tenant_id and d.id = i.driver_id
    where i.tenant_id = ${ctx.tenantId} and i.state = 'finalized'
      and i.total_minor - i.paid_minor - i.credited_minor - i.written_off_minor > 0
      and i.due_on is not null
      and (i.payment_state = 'failed'
        or (i.payment_state in ('open', 'action_needed') and i.due_on < (${now} at time zone d.time_zone)::date))
      and not exists (select 1 from ${dunningCases} c where c.tenant_id = i.tenant_id and c.invoice_id = i.id
        and (c.state <> 'closed' or c.outcome in ('written_off', 'handed_over')))
      and not exists (select 1 from ${dunningEvents} e
        join ${dunningCases} c on c.tenant_id = e.tenant_id and c.id = e.case_id
        where e.tenant_id = i.tenant_id and e.kind in ('fee_added', 'interest_added')
          and e.detail->>'invoiceId' = i.id::text
          and (c.state <> 'closed' or c.outcome in ('written_off', 'handed_over')))
    order by i.due_on, i.id limit ${MOST}`);
  return [...rows].map((row) => ({
    invoiceId: asId<"invoice">(row.id),
    driverId: asId<"driver">(row.driver_id),
  }));
}

async function openOne(ctx: Ctx, { invoiceId, driverId }: DueInvoice): Promise<void> {
  const now = ctx.clock.now();
  const begun = { state: "active", step: 0, nextAt: now, openedAt: now } as const;
  const written = await ctx.db
    .insert(dunningCases)
    .values({ tenantId: ctx.tenantId, id: newId<"dunningCase">(), driverId, invoiceId, ...begun })
    .onConflictDoNothing()
    .returning({ id: dunningCases.id });
  const [opened] = written;
  if (opened) return writeEvent(ctx, opened.id, { kind: "opened" });
  const [again] = await ctx.db
    .update(dunningCases)
    .set({ ...begun, outcome: null, closedAt: null, pauseReason: null, pausedUntil: null })
    .where(
      and(
        eq(dunningCases.tenantId, ctx.tenantId),
        eq(dunningCases.invoiceId, invoiceId),
        eq(dunningCases.state, "closed"),
        sql`${dunningCases.outcome} in ('paid', 'credited')`,
      ),
    )
    .returning({ id: dunningCases.id });
  if (again) await writeEvent(ctx, again.id, { kind: "reopened" });
}
