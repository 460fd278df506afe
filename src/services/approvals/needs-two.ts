import { and, eq, sql } from "drizzle-orm";

import { fourEyesFrom, needsTwoPeople } from "@/core/approvals/four-eyes";
import type { Id } from "@/core/ids";
import { drivers } from "@/db/schema/drivers";
import { tenants } from "@/db/schema/tenants";
import type { Ctx } from "@/services/context";
import type { ApprovalKind } from "./approval";

/** An amount that one person wants to decide. */
export interface DecidedAmount {
  readonly amountMinor: bigint;
  readonly currency: string;
  /** For whom; absent for what concerns no driver. */
  readonly driverId?: Id<"driver">;
}

/**
 * Whether a deed needs a second person: from the tenant's limit on (`billing.fourEyesFrom`, or the usual one), where what
 * was decided for the driver since midnight (credit notes, grants, write-offs) counts together with it. A file of
 * payments always does. Call it inside the transaction of the deed: it takes the driver's row, so that two requests for one
 * driver are counted one after the other.
 */
export async function needsTwo(
  ctx: Ctx,
  kind: ApprovalKind,
  amount: DecidedAmount,
): Promise<boolean> {
  if (kind === "payment_file") return true;
  const { amountMinor, currency, driverId } = amount;
  const [tenant] = await ctx.db
    .select({ billing: tenants.billing, timeZone: tenants.timeZone })
    .from(tenants)
    .where(eq(tenants.id, ctx.tenantId));
  if (!tenant) throw new Error("there is no such tenant");
  const since = ctx.clock.now().toZonedDateTimeISO(tenant.timeZone).startOfDay().toInstant();
  const sameDayMinor = driverId ? await decidedSince(ctx, { driverId, currency, since }) : 0n;
  const fromMinor = fourEyesFrom(tenant.billing.fourEyesFrom, currency);
  return needsTwoPeople({ fromMinor, amountMinor, sameDayMinor });
}

async function decidedSince(
  ctx: Ctx,
  day: {
    readonly driverId: Id<"driver">;
    readonly currency: string;
    readonly since: Temporal.Instant;
  },
): Promise<bigint> {
  await ctx.db
    .select({ id: drivers.id })
    .from(drivers)
    .where(and(eq(drivers.tenantId, ctx.tenantId), eq(drivers.id, day.driverId)))
    .for("no key update");
  const since = day.since.toString();
  const of = sql`${ctx.tenantId}::uuid`;
  const driver = sql`${day.driverId}::uuid`;
  const [row] = await ctx.db.execute<{ minor: string }>(sql`
    select coalesce(sum(minor), 0)::text as minor from (
      select n.total_minor as minor from credit_notes n
        where n.tenant_id = ${of} and n.driver_id = ${driver} and n.currency = ${day.currency}
          and n.created_at >= ${since} and n.state <> 'refused' and n.requested_by like 'user:%'
          and not exists (select 1 from approvals a where a.tenant_id = n.tenant_id and a.kind = 'credit_note'
                            and a.subject_id = n.id)
      union all
      select l.amount_minor from wallet_lots l
        where l.tenant_id = ${of} and l.driver_id = ${driver} and l.currency = ${day.currency}
          and l.created_at >= ${since} and l.kind = 'granted'
      union all
      select p.amount_minor from postings p
        join accounts a on a.tenant_id = p.tenant_id and a.id = p.account_id and a.kind = 'bad_debt'
        join journals j on j.tenant_id = p.tenant_id and j.id = p.journal_id
        where p.tenant_id = ${of} and p.currency = ${day.currency} and p.amount_minor > 0 and j.created_at >= ${since}
          and j.actor like 'user:%' and exists (
            select 1 from postings q join accounts b on b.tenant_id = q.tenant_id and b.id = q.account_id
              where q.tenant_id = p.tenant_id and q.journal_id = p.journal_id and b.owner_id = ${driver})
    ) decided`);
  return BigInt(row?.minor ?? "0");
}
