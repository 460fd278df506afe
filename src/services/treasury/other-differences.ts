import { sql } from "drizzle-orm";

import type { Id } from "@/core/ids";
import type { NewCase } from "@/services/cases/open-case";
import type { Ctx } from "@/services/context";

/** A payout may take so long after its day of arrival until its content is told and our bank shows it. */
const PAYOUT_DAYS = 5;

/** Payouts that do not sum, whose content does not come, or that our bank does not show. */
export async function differencesOfPayouts(
  ctx: Ctx,
  until: Temporal.Instant,
): Promise<readonly NewCase[]> {
  const latest = until.toZonedDateTimeISO("UTC").toPlainDate().subtract({ days: PAYOUT_DAYS });
  const rows = await ctx.db.execute<{
    id: string;
    currency: string;
    amount: string;
    made_of: string | null;
    is_read: boolean;
    is_late: boolean;
    is_at_bank: boolean;
  }>(sql`
    with content as (
      select t.tenant_id, t.payout_id, sum(t.net_minor) as made_of from stripe_transactions t
      where t.payout_id is not null and t.type not in ('payout', 'payout_cancel', 'payout_failure')
        and t.tenant_id = ${ctx.tenantId}::uuid
      group by t.tenant_id, t.payout_id)
    select p.id, p.currency, p.amount_minor::text as amount, c.made_of::text as made_of,
           p.is_reconciled as is_read, p.arrival_on < ${latest.toString()}::date as is_late,
           exists (select 1 from bank_lines l where l.tenant_id = p.tenant_id and l.state = 'matched'
             and l.match_kind = 'payout' and l.match_id = p.id) as is_at_bank
    from stripe_payouts p
    left join content c on c.tenant_id = p.tenant_id and c.payout_id = p.id
    where p.tenant_id = ${ctx.tenantId}::uuid and p.environment = ${ctx.settings.stripeEnvironment}
      and p.status in ('paid', 'in_transit', 'pending') and p.created_at <= ${until.toString()}::timestamptz`);
  return [...rows].flatMap((row) => {
    const about = {
      subjectType: "payout",
      subjectId: row.id,
      currency: row.currency,
    };
    const amount = BigInt(row.amount);
    const sums = row.made_of === null || BigInt(row.made_of) === amount;
    const found: NewCase[] = [];
    if (!sums) {
      found.push({
        ...about,
        key: `payout:${row.id}:sum`,
        kind: "payout_sum_differs",
        amountMinor: amount - BigInt(row.made_of ?? 0),
        detail: { payoutMinor: row.amount, contentMinor: row.made_of ?? "0" },
      });
    } else if (row.is_late && !row.is_read) {
      found.push({
        ...about,
        key: `payout:${row.id}:content`,
        kind: "payout_not_read",
        amountMinor: amount,
      });
    }
    if (row.is_late && !row.is_at_bank) {
      found.push({
        ...about,
        key: `payout:${row.id}:bank`,
        kind: "payout_not_at_bank",
        amountMinor: amount,
      });
    }
    return found;
  });
}

/** What the ledger says that Stripe holds for us, against the sum of Stripe's own transactions, by currency. */
export async function differencesOfBalance(
  ctx: Ctx,
  until: Temporal.Instant,
): Promise<readonly NewCase[]> {
  const rows = await ctx.db.execute<{ currency: string; stripe: string; booked: string }>(sql`
    with held as (
      select t.currency, sum(t.net_minor) as total from stripe_transactions t
      where t.tenant_id = ${ctx.tenantId}::uuid and t.environment = ${ctx.settings.stripeEnvironment}
        and t.created_at <= ${until.toString()}::timestamptz group by t.currency),
    ledger as (
      select p.currency, sum(p.amount_minor) as total from postings p
      join journals j on j.tenant_id = p.tenant_id and j.id = p.journal_id
      join accounts a on a.tenant_id = p.tenant_id and a.id = p.account_id and a.kind = 'stripe_clearing'
      where p.tenant_id = ${ctx.tenantId}::uuid and j.effective_at <= ${until.toString()}::timestamptz
      group by p.currency)
    select currency, coalesce(h.total, 0)::text as stripe, coalesce(l.total, 0)::text as booked
    from held h full join ledger l using (currency)
    where coalesce(h.total, 0) <> coalesce(l.total, 0)`);
  return [...rows].map(({ currency, stripe, booked }) => ({
    key: `stripe:balance:${currency}`,
    kind: "stripe_balance_differs",
    subjectType: "account",
    subjectId: "stripe:clearing",
    amountMinor: BigInt(stripe) - BigInt(booked),
    currency,
    detail: { stripeMinor: stripe, bookedMinor: booked },
  }));
}

/** Payments and refunds that were sent before `until` and whose outcome nobody knows. */
export async function standingUnknown(
  ctx: Ctx,
  until: Temporal.Instant,
): Promise<readonly NewCase[]> {
  const rows = await ctx.db.execute<{
    type: string;
    id: string;
    driver_id: Id<"driver">;
    amount: string;
    currency: string;
  }>(sql`
    select 'payment' as type, id, driver_id, amount_minor::text as amount, currency from payments
      where tenant_id = ${ctx.tenantId}::uuid and state in ('submitted', 'unknown')
        and coalesce(submitted_at, created_at) < ${until.toString()}::timestamptz
    union all
    select 'refund', id, driver_id, amount_minor::text, currency from refunds
      where tenant_id = ${ctx.tenantId}::uuid and state in ('submitted', 'unknown')
        and coalesce(submitted_at, created_at) < ${until.toString()}::timestamptz`);
  return [...rows].map((row) => ({
    key: `${row.type}:${row.id}:unknown`,
    kind: "outcome_unknown",
    subjectType: row.type,
    subjectId: row.id,
    driverId: row.driver_id,
    amountMinor: BigInt(row.amount),
    currency: row.currency,
  }));
}
