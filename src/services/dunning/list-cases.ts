import { asc, eq, sql, type SQL } from "drizzle-orm";

import type { DunningAction, DunningRules } from "@/core/dunning/dunning-rules";
import { startingRules } from "@/core/dunning/country-rules";
import { asId, type Id } from "@/core/ids";
import { money, type Money } from "@/core/money/money";
import { drivers } from "@/db/schema/drivers";
import { dunningCases, dunningEvents, dunningRules, type DunningState } from "@/db/schema/dunning";
import { invoices } from "@/db/schema/invoices";
import { tenants } from "@/db/schema/tenants";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";

/** How long an invoice is overdue, in days. */
export type OverdueAge = "week" | "month" | "quarter" | "older";

/** What the board shows; an absent field shows all. */
export interface DunningFilter {
  readonly state?: "open" | "active" | "paused" | "ready" | "closed" | undefined;
  readonly age?: OverdueAge | undefined;
  readonly text?: string | undefined;
  readonly page: number;
}

/** A case in the board. */
export interface DunningLine {
  readonly id: Id<"dunningCase">;
  readonly invoiceId: Id<"invoice">;
  readonly number: string;
  readonly driverName: string;
  readonly driverNumber: string;
  readonly dueOn: Temporal.PlainDate;
  /** Days since the due day; below zero before it. */
  readonly overdueDays: number;
  readonly open: Money;
  readonly state: DunningState;
  readonly outcome: (typeof dunningCases.$inferSelect)["outcome"];
  readonly pauseReason: string | null;
  /** The step of the schedule that comes next; null: none is left. */
  readonly next: DunningAction | null;
  readonly nextAt: Temporal.Instant | null;
  readonly timeZone: string;
}

const PAGE = 50;

/**
 * The board of dunning, what is due first on top; for finance.
 * @throws ServiceError FORBIDDEN, UNAUTHENTICATED.
 */
export async function listCases(
  ctx: Ctx,
  filter: DunningFilter,
): Promise<{
  readonly cases: readonly DunningLine[];
  readonly total: number;
  readonly page: number;
  readonly pageSize: number;
}> {
  requireRole(ctx, "finance");
  const today = todaySql(ctx);
  const where = wanted(ctx, filter, today);
  const offset = (filter.page - 1) * PAGE;
  const [rows, rulesOf] = await Promise.all([
    ctx.db.execute<Row>(sql`
      select c.id, c.invoice_id, c.state, c.outcome, c.step, c.pause_reason, c.next_at::text as next_at,
             c.opened_at::text as opened_at, i.number, i.due_on::text as due_on, i.currency,
             (${today} - i.due_on)::int as days, d.name, d.number as driver_number, d.time_zone,
             d.address->>'country' as country,
             (${openSql} + coalesce((select sum(f.total_minor - f.paid_minor - f.credited_minor - f.written_off_minor)
               from ${invoices} f where f.tenant_id = c.tenant_id and f.id in (
                 select (e.detail->>'invoiceId')::uuid from ${dunningEvents} e where e.tenant_id = c.tenant_id
                   and e.case_id = c.id and e.kind in ('fee_added', 'interest_added'))), 0))::text as open,
             count(*) over ()::int as total
      from ${dunningCases} c
      join ${invoices} i on i.tenant_id = c.tenant_id and i.id = c.invoice_id
      join ${drivers} d on d.tenant_id = c.tenant_id and d.id = c.driver_id
      where ${where}
      order by c.state = 'closed', c.next_at nulls first, i.due_on, c.id limit ${PAGE} offset ${offset}`),
    readAllRules(ctx),
  ]);
  const cases = [...rows].map((row) => lineOf(row, rulesOf));
  return { cases, total: rows[0]?.total ?? 0, page: filter.page, pageSize: PAGE };
}

type Row = Readonly<
  Record<
    | "id"
    | "invoice_id"
    | "opened_at"
    | "number"
    | "due_on"
    | "currency"
    | "name"
    | "driver_number"
    | "time_zone"
    | "country"
    | "open",
    string
  >
> & {
  readonly state: DunningState;
  readonly outcome: DunningLine["outcome"];
  readonly step: number;
  readonly days: number;
  readonly total: number;
  readonly pause_reason: string | null;
  readonly next_at: string | null;
};

const openSql = sql.raw("i.total_minor - i.paid_minor - i.credited_minor - i.written_off_minor");

/** The day that it is where the tenant is at home; drivers' own days differ from it by hours at most. */
function todaySql(ctx: Ctx): SQL {
  return sql`(${ctx.clock.now().toString()}::timestamptz
    at time zone (select t.time_zone from ${tenants} t where t.id = ${ctx.tenantId}))::date`;
}

const AGES: Readonly<Record<OverdueAge, readonly [number, number]>> = {
  week: [1, 7],
  month: [8, 30],
  quarter: [31, 90],
  older: [91, 100_000],
};

function wanted(ctx: Ctx, filter: DunningFilter, today: SQL): SQL {
  const parts = [sql`c.tenant_id = ${ctx.tenantId}`];
  const { state, age, text } = filter;
  if (state === undefined || state === "open") parts.push(sql`c.state <> 'closed'`);
  if (state === "active" || state === "paused" || state === "closed") {
    parts.push(sql`c.state = ${state}`);
  }
  if (state === "ready") {
    parts.push(sql`c.state <> 'closed' and exists (select 1 from ${dunningEvents} e
      where e.tenant_id = c.tenant_id and e.case_id = c.id and e.kind = 'ready_for_hand_over')`);
  }
  if (age) {
    const [from, to] = AGES[age];
    parts.push(sql`${today} - i.due_on between ${from} and ${to}`);
  }
  if (text) {
    const pattern = `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
    parts.push(
      sql`(d.name ilike ${pattern} or d.number ilike ${pattern} or i.number ilike ${pattern})`,
    );
  }
  return sql.join(parts, sql` and `);
}

type RulesOf = (country: string, at: Temporal.Instant) => DunningRules;

async function readAllRules(ctx: Ctx): Promise<RulesOf> {
  const rows = await ctx.db
    .select()
    .from(dunningRules)
    .where(eq(dunningRules.tenantId, ctx.tenantId))
    .orderBy(asc(dunningRules.validFrom));
  return (country, at) =>
    rows.findLast(
      (row) => row.country === country && Temporal.Instant.compare(row.validFrom, at) <= 0,
    )?.rules ?? startingRules(country).rules;
}

function lineOf(row: Row, rulesOf: RulesOf): DunningLine {
  const openedAt = Temporal.Instant.from(row.opened_at);
  const steps = rulesOf(row.country, openedAt).steps;
  return {
    id: asId<"dunningCase">(row.id),
    invoiceId: asId<"invoice">(row.invoice_id),
    number: row.number,
    driverName: row.name,
    driverNumber: row.driver_number,
    dueOn: Temporal.PlainDate.from(row.due_on),
    overdueDays: row.days,
    open: money(BigInt(row.open), row.currency),
    state: row.state,
    outcome: row.outcome,
    pauseReason: row.pause_reason,
    next: row.state === "closed" ? null : (steps[row.step]?.action ?? null),
    nextAt: row.next_at === null ? null : Temporal.Instant.from(row.next_at),
    timeZone: row.time_zone,
  };
}

/** What is overdue of one age in one currency. */
export interface OverdueSum {
  readonly age: OverdueAge;
  readonly invoices: number;
  readonly sum: Money;
}

/**
 * All that is overdue, by age and currency, with or without a case; for finance.
 * @throws ServiceError FORBIDDEN, UNAUTHENTICATED.
 */
export async function sumOverdue(ctx: Ctx): Promise<readonly OverdueSum[]> {
  requireRole(ctx, "finance");
  const today = todaySql(ctx);
  const rows = await ctx.db.execute<{
    age: OverdueAge;
    currency: string;
    n: number;
    open: string;
  }>(sql`
    with overdue as (
      select i.currency, ${openSql} as open, ${today} - i.due_on as days from ${invoices} i
      where i.tenant_id = ${ctx.tenantId} and i.state = 'finalized' and i.due_on < ${today} and ${openSql} > 0)
    select case when days <= 7 then 'week' when days <= 30 then 'month' when days <= 90 then 'quarter' else 'older' end as age,
           currency, count(*)::int as n, sum(open)::text as open
    from overdue group by 1, 2 order by 2, 1`);
  return [...rows].map(({ age, currency, n, open }) => ({
    age,
    invoices: n,
    sum: money(BigInt(open), currency),
  }));
}
