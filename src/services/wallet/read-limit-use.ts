import { sql, type SQL } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { exponentOf } from "@/core/money/currency";
import { leastCredit } from "@/core/wallet/least-credit";
import type { LimitSpan, UsedLimit } from "@/core/wallet/spending-limits";
import { cdrs } from "@/db/schema/cdrs";
import { drivers, tokens } from "@/db/schema/drivers";
import { charges } from "@/db/schema/plans";
import { sessions } from "@/db/schema/sessions";
import { spendingLimits } from "@/db/schema/wallets";
import type { Ctx } from "@/services/context";

interface LimitRow extends Record<string, unknown> {
  readonly id: Id<"other">;
  readonly span: LimitSpan;
  readonly token_id: Id<"token"> | null;
  readonly member_id: Id<"member"> | null;
  readonly member_tokens: readonly Id<"token">[] | null;
  readonly currency: string;
  readonly amount: string;
  readonly set_by: "driver" | "finance";
  readonly booked: string;
  /** What CPOs claim so far, before tax, of sessions without a CDR: 10⁻⁶, or null where they don't say. */
  readonly running: readonly (string | null)[] | null;
}

/** Sessions of so long ago that never got a CDR no longer count as running. */
const LOOK_BACK = { hours: 7 * 24 } as const;

/**
 * A driver's limits with what of each is used, in one statement: charges that were booked in the day or month on his
 * wall clock, and sessions that run or whose CDR has not come, with what their CPO says so far or the currency's least
 * credit. A limit for each charge is never used up.
 */
export async function readLimitUse(ctx: Ctx, driverId: Id<"driver">): Promise<UsedLimit[]> {
  const now = sql`${ctx.clock.now().toString()}::timestamptz`;
  const lookBack = sql`${ctx.clock.now().subtract(LOOK_BACK).toString()}::timestamptz`;
  const rows = await ctx.db.execute<LimitRow>(sql`
    select l.id, l.span, l.token_id, l.member_id, l.currency, l.amount_minor::text as amount, l.set_by,
      (select jsonb_agg(k.id) from ${tokens} k where k.tenant_id = l.tenant_id and k.driver_id = l.driver_id
        and k.member_id = l.member_id) as member_tokens,
      coalesce((select sum(h.gross_minor) from ${charges} h
        join ${cdrs} c on c.tenant_id = h.tenant_id and c.id = h.cdr_id
        where l.span <> 'charge' and h.tenant_id = l.tenant_id and h.driver_id = l.driver_id
          and h.currency = l.currency and h.state not in ('waiting', 'void')
          and h.serviced_at >= begun.at and (l.token_id is null or c.token_id = l.token_id)
          and ${isOfMember(sql`c.token_id`, sql`c.started_at`)}), 0)::text as booked,
      (select jsonb_agg(s.claimed_micro::text) from ${sessions} s
        where l.span <> 'charge' and s.tenant_id = l.tenant_id and s.driver_id = l.driver_id
          and s.currency = l.currency and s.status in ('ACTIVE', 'PENDING', 'COMPLETED')
          and s.started_at >= greatest(begun.at - interval '1 day', ${lookBack})
          and (l.token_id is null or s.token_id = l.token_id)
          and ${isOfMember(sql`s.token_id`, sql`s.started_at`)}
          and not exists (select 1 from ${cdrs} c where c.tenant_id = s.tenant_id and c.partner_id = s.partner_id
            and upper(c.session_ocpi_id) = s.ocpi_id_upper)) as running
    from ${spendingLimits} l
    join ${drivers} d on d.tenant_id = l.tenant_id and d.id = l.driver_id
    cross join lateral (select date_trunc(case l.span when 'month' then 'month' else 'day' end,
      ${now} at time zone d.time_zone) at time zone d.time_zone as at) begun
    where l.tenant_id = ${ctx.tenantId} and l.driver_id = ${driverId}
    order by l.currency, l.span, l.token_id nulls first, l.member_id nulls first, l.set_by`);
  return [...rows].map(toUsedLimit);
}

/** Whether a limit `l` of a member counts what was charged with a token: he holds it, and did so then. */
function isOfMember(tokenId: SQL, at: SQL): SQL {
  return sql`(l.member_id is null or exists (select 1 from ${tokens} k where k.tenant_id = l.tenant_id
    and k.id = ${tokenId} and k.member_id = l.member_id and (k.member_since is null or k.member_since <= ${at})))`;
}

function toUsedLimit(row: LimitRow): UsedLimit {
  const { currency } = row;
  const least = leastCredit(currency);
  const running = (row.running ?? []).reduce((sum, claimed) => {
    const minor = claimed === null ? 0n : claimedMinor(BigInt(claimed), currency);
    return sum + (minor > least ? minor : least);
  }, 0n);
  return {
    id: row.id,
    span: row.span,
    tokenId: row.token_id,
    member:
      row.member_id === null ? null : { id: row.member_id, tokenIds: row.member_tokens ?? [] },
    currency,
    amountMinor: BigInt(row.amount),
    usedMinor: BigInt(row.booked) + running,
    setBy: row.set_by,
  };
}

function claimedMinor(micro: bigint, currency: string): bigint {
  return (micro * 10n ** BigInt(exponentOf(currency) ?? 2)) / 1_000_000n;
}
