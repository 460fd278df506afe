import { sql } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { feeRecognized } from "@/core/ledger/entries/fee-recognized";
import { billingPeriodAt } from "@/core/plans/billing-period";
import { prorate } from "@/core/plans/prorate";
import { billItems, subscriptionPeriods } from "@/db/schema/subscriptions";
import { updateRows } from "@/db/update-rows";
import { inTransaction } from "@/db/transaction";
import type { Ctx } from "@/services/context";
import { postJournals } from "@/services/ledger/post-journal";
import { readTenantZone } from "./tenant-zone";

const BATCH = 500;

interface DuePeriod extends Record<string, unknown> {
  readonly id: Id<"subscriptionPeriod">;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly until: string;
  readonly recognizedMinor: string;
  readonly netMinor: string;
  readonly currency: string | null;
}

/**
 * Takes fees as income as far as their time has passed: at each month's end on the tenant's wall clock, and at the end
 * of a stretch the rest of it, to the last minor unit. Returns how many stretches were looked at; call it again while
 * that is a full batch.
 */
export async function recognizeDueFees(ctx: Ctx): Promise<number> {
  const month = billingPeriodAt(ctx.clock.now(), await readTenantZone(ctx)).start;
  return inTransaction(ctx, async (tx) => {
    const due = await findDue(tx, month);
    const earned = due.map((one) => ({ one, earnedMinor: earnedOf(one) }));
    await postJournals(
      tx,
      earned.map(({ one, earnedMinor }) =>
        feeRecognized({
          periodId: one.id,
          currency: one.currency ?? "",
          amountMinor: earnedMinor - BigInt(one.recognizedMinor),
          until: Temporal.Instant.from(one.until),
        }),
      ),
    );
    await updateRows(
      tx.db,
      subscriptionPeriods,
      ["tenantId", "id"],
      earned.map(({ one, earnedMinor }) => ({
        tenantId: tx.tenantId,
        id: one.id,
        recognizedMinor: earnedMinor,
        recognizedUntil: Temporal.Instant.from(one.until),
      })),
    );
    return due.length;
  });
}

/** What of the fee is earned up to `until`; all of it at the end. */
function earnedOf({ startsAt, endsAt, until, netMinor }: DuePeriod): bigint {
  const [start, end, at] = [startsAt, endsAt, until].map((text) => Temporal.Instant.from(text));
  if (!start || !end || !at) return 0n;
  return prorate(BigInt(netMinor), { start, end: at }, { start, end });
}

// A stretch ends at its end, or, while it runs, is earned up to the month that is over.
async function findDue(ctx: Ctx, month: Temporal.Instant): Promise<DuePeriod[]> {
  const now = ctx.clock.now().toString();
  const rows = await ctx.db.execute<DuePeriod>(sql`
    with due as (
      select p.id, p.starts_at, p.ends_at, p.recognized_minor,
        case when p.ends_at <= ${now}::timestamptz then p.ends_at else ${month.toString()}::timestamptz end as until
      from ${subscriptionPeriods} p
      where p.tenant_id = ${ctx.tenantId} and p.starts_at < ${month.toString()}::timestamptz
          and p.recognized_until is distinct from ${month.toString()}::timestamptz
          and p.recognized_until is distinct from p.ends_at
        or p.tenant_id = ${ctx.tenantId} and p.ends_at <= ${now}::timestamptz
          and p.recognized_until is distinct from p.ends_at
      order by p.id limit ${BATCH} for update skip locked)
    select due.id, due.recognized_minor::text as "recognizedMinor",
      to_json(due.starts_at)#>>'{}' as "startsAt", to_json(due.ends_at)#>>'{}' as "endsAt",
      to_json(due.until)#>>'{}' as until,
      coalesce(f.net, 0)::text as "netMinor", f.currency
    from due left join lateral (
      select sum(b.net_minor) as net, min(b.currency) as currency from ${billItems} b
      where b.tenant_id = ${ctx.tenantId} and b.subscription_period_id = due.id and b.state <> 'void') f on true`);
  return [...rows];
}
