import { sql } from "drizzle-orm";

import { asId, type Id } from "@/core/ids";
import type { JournalKind } from "@/core/ledger/journal";
import type { Period } from "@/core/time/period";
import { lastEndedBillingPeriod } from "@/core/plans/billing-period";
import { drivers } from "@/db/schema/drivers";
import type { Ctx } from "@/services/context";

/** A statement waits so long after its month for what is still on its way. */
const WAIT_HOURS = 24;

/** A movement of a wallet. Positive: in the driver's favour. */
export interface WalletMovement {
  readonly at: Temporal.Instant;
  readonly kind: JournalKind;
  readonly reference: string;
  readonly amountMinor: bigint;
}

/** A wallet's month that has movements and no statement. */
export interface DueStatement {
  readonly driverId: Id<"driver">;
  readonly accountId: Id<"account">;
  readonly currency: string;
  readonly period: Period;
  readonly openingMinor: bigint;
  /** The newest movement that it knows of. */
  readonly asOfVersion: bigint;
  readonly movements: readonly WalletMovement[];
}

/**
 * The wallets whose last month moved and has no statement yet, at most `limit`. What was booked for a month after its
 * statement was issued comes on the next one, so that each statement begins where the one before ended.
 */
export async function findDueStatements(ctx: Ctx, limit: number): Promise<DueStatement[]> {
  const now = ctx.clock.now().subtract({ hours: WAIT_HOURS });
  const zones = await ctx.db.execute<{ zone: string }>(sql`
    select distinct d.time_zone as zone from ${drivers} d where d.tenant_id = ${ctx.tenantId}`);
  const due: DueStatement[] = [];
  for (const { zone } of zones) {
    const period = lastEndedBillingPeriod(now, zone);
    for (const wallet of await walletsIn(ctx, { zone, period, limit: limit - due.length })) {
      due.push(await readWallet(ctx, wallet, period));
    }
    if (due.length >= limit) break;
  }
  return due.filter(({ movements }) => movements.length > 0);
}

interface Wallet {
  readonly accountId: Id<"account">;
  readonly driverId: Id<"driver">;
  readonly currency: string;
  /** What the statement before knew of, and where it ended. */
  readonly before: {
    readonly version: bigint;
    readonly end: string;
    readonly closing: bigint;
  } | null;
}

async function walletsIn(
  ctx: Ctx,
  of: { readonly zone: string; readonly period: Period; readonly limit: number },
): Promise<Wallet[]> {
  const [start, end] = [of.period.start.toString(), of.period.end.toString()];
  const rows = await ctx.db.execute<{
    account_id: string;
    owner_id: string;
    currency: string;
    version: string | null;
    period_end: string | null;
    closing: string | null;
  }>(sql`
    select a.id as account_id, a.owner_id, a.currency, s.version, s.period_end, s.closing
    from accounts a
    join drivers d on d.tenant_id = a.tenant_id and d.id = a.owner_id and d.time_zone = ${of.zone}
    left join lateral (
      select c.body ->> 'asOfVersion' as version, c.body ->> 'periodEnd' as period_end, c.body ->> 'closingMinor' as closing
      from issued_documents i cross join lateral (select i.canonical::jsonb as body) c
      where i.tenant_id = a.tenant_id and i.subject_id = a.id and i.kind = 'statement'
      order by i.year desc, i.seq desc limit 1) s on true
    where a.tenant_id = ${ctx.tenantId} and a.kind = 'driver_wallet'
      and (s.period_end is null or s.period_end::timestamptz < ${end}::timestamptz)
      and exists (
        select 1 from postings p join journals j on j.tenant_id = p.tenant_id and j.id = p.journal_id
        where p.tenant_id = a.tenant_id and p.account_id = a.id and j.effective_at < ${end}::timestamptz
          and (j.effective_at >= ${start}::timestamptz or p.account_version > coalesce(s.version::bigint, 9223372036854775807)))
    order by a.id limit ${of.limit}`);
  return [...rows].map((row) => ({
    accountId: asId<"account">(row.account_id),
    driverId: asId<"driver">(row.owner_id),
    currency: row.currency.trim(),
    before:
      row.version === null || row.period_end === null || row.closing === null
        ? null
        : { version: BigInt(row.version), end: row.period_end, closing: BigInt(row.closing) },
  }));
}

async function readWallet(ctx: Ctx, wallet: Wallet, period: Period): Promise<DueStatement> {
  const { before, accountId } = wallet;
  const from = before?.end ?? period.start.toString();
  const known = before?.version.toString() ?? null;
  const rows = await ctx.db.execute<{
    at: string;
    kind: JournalKind;
    amount: string;
    version: string;
    reference: string | null;
    is_before: boolean;
  }>(sql`
    select to_char(j.effective_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, j.kind,
           (-p.amount_minor)::text as amount, p.account_version::text as version,
           coalesce(d.number, c.core -> 'data' -> 'cdrLocation' ->> 'name', c.core -> 'data' -> 'cdrLocation' ->> 'address') as reference,
           (${known}::bigint is null and j.effective_at < ${from}::timestamptz) as is_before
    from postings p
    join journals j on j.tenant_id = p.tenant_id and j.id = p.journal_id
    left join charges h on h.tenant_id = j.tenant_id and j.source_type = 'charge' and h.id = j.source_id
    left join cdrs c on c.tenant_id = h.tenant_id and c.id = h.cdr_id
    left join issued_documents d on d.tenant_id = j.tenant_id and d.subject_id = j.source_id
      and d.kind in ('receipt', 'credit_note')
    where p.tenant_id = ${ctx.tenantId} and p.account_id = ${accountId} and j.effective_at < ${period.end.toString()}::timestamptz
      and (${known}::bigint is null or j.effective_at >= ${from}::timestamptz or p.account_version > ${known}::bigint)
    order by j.effective_at, p.account_version`);
  const all = [...rows];
  const earlier = all.filter(({ is_before: isBefore }) => isBefore);
  const opening = earlier.reduce((sum, { amount }) => sum + BigInt(amount), 0n);
  return {
    driverId: wallet.driverId,
    accountId,
    currency: wallet.currency,
    period,
    openingMinor: before?.closing ?? opening,
    asOfVersion: all.reduce(
      (most, { version }) => (BigInt(version) > most ? BigInt(version) : most),
      0n,
    ),
    movements: all
      .filter(({ is_before: isBefore }) => !isBefore)
      .map(({ at, kind, amount, reference }) => ({
        at: Temporal.Instant.from(at),
        kind,
        reference: reference ?? "",
        amountMinor: BigInt(amount),
      })),
  };
}
