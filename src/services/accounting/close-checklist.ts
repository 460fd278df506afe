import { sql } from "drizzle-orm";

import type { Ctx } from "@/services/context";
import { verifyBooks } from "@/services/ledger/verify-books";

/** What is looked at before a period is closed. */
export const closeChecks = [
  "books",
  "cdrs",
  "charges",
  "drafts",
  "cases",
  "bank_lines",
  "payouts",
  "unexported",
] as const;
export type CloseCheck = (typeof closeChecks)[number];

/** One line of the checklist: how much is still open. Only wrong books forbid to close. */
export interface CheckResult {
  readonly check: CloseCheck;
  readonly open: number;
  readonly forbids: boolean;
}

/** Looks at everything that belongs before `until`. */
export async function readCloseChecklist(
  ctx: Ctx,
  until: Temporal.Instant,
  today: Temporal.PlainDate,
): Promise<readonly CheckResult[]> {
  const [reports, open] = await Promise.all([
    verifyBooks(ctx.db, ctx.tenantId),
    countOpen(ctx, until, today),
  ]);
  const books = reports.reduce((all, { violations }) => all + violations.length, 0);
  const counts: Record<CloseCheck, number> = { books, ...open };
  return closeChecks.map((check) => ({
    check,
    open: counts[check],
    forbids: check === "books" && books > 0,
  }));
}

async function countOpen(
  ctx: Ctx,
  until: Temporal.Instant,
  lastDay: Temporal.PlainDate,
): Promise<Record<Exclude<CloseCheck, "books">, number>> {
  const at = sql`${until.toString()}::timestamptz`;
  const of = sql`${ctx.tenantId}::uuid`;
  const [row] = await ctx.db.execute<Record<Exclude<CloseCheck, "books">, number>>(sql`
    select
      (select count(*) from cdrs c where c.tenant_id = ${of} and c.state in ('received', 'held')
        and coalesce(c.ended_at, c.received_at) < ${at})::int as cdrs,
      (select count(*) from charges h where h.tenant_id = ${of} and h.state in ('open', 'waiting', 'drafted')
        and h.serviced_at < ${at})::int as charges,
      (select count(*) from invoices i where i.tenant_id = ${of} and i.state = 'draft'
        and i.period_end <= ${at})::int as drafts,
      (select count(*) from cases k where k.tenant_id = ${of} and k.state = 'open'
        and k.opened_at < ${at})::int as cases,
      (select count(*) from bank_lines l where l.tenant_id = ${of} and l.state = 'unmatched'
        and l.booked_on <= ${lastDay.toString()}::date)::int as bank_lines,
      (select count(*) from stripe_payouts p where p.tenant_id = ${of} and p.status in ('paid', 'in_transit', 'pending')
        and p.created_at < ${at} and (not p.is_reconciled or not exists (select 1 from bank_lines l
          where l.tenant_id = p.tenant_id and l.match_kind = 'payout' and l.match_id = p.id
            and l.state = 'matched')))::int as payouts,
      (select count(*) from journals j where j.tenant_id = ${of} and j.period_at < ${at}
        and not exists (select 1 from export_batch_journals x
          where x.tenant_id = j.tenant_id and x.journal_id = j.id))::int as unexported`);
  if (!row) throw new Error("counting gives a row");
  return row;
}
