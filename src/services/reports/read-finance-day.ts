import { and, asc, count, eq, gte, inArray, lt, min, sql, sum, type SQL } from "drizzle-orm";

import { money, type Money } from "@/core/money/money";
import { cdrRatings, cdrs } from "@/db/schema/cdrs";
import { invoices } from "@/db/schema/invoices";
import { accounts, journals, postings } from "@/db/schema/ledger";
import { charges } from "@/db/schema/plans";
import { countOpenCases } from "@/services/cases/list-cases";
import { cdrJoins } from "@/services/cdrs/cdr-search";
import type { Ctx } from "@/services/context";
import { owedStates, troubledStates } from "@/services/invoices/invoice-search";
import { requireRole } from "@/services/require-role";
import { readTimeZone, startOfDay } from "./report-day";

/** A number of things and what they come to, one sum for each currency. */
export interface CountedSums {
  readonly count: number;
  readonly sums: readonly Money[];
}

/** CDRs that wait for finance, by currency. Amounts before tax, 10⁻⁶. */
export interface HeldSum {
  readonly currency: string;
  readonly cdrs: number;
  readonly claimedMicro: bigint;
  /** The claims of those with a figure of ours, less that figure. */
  readonly differenceMicro: bigint;
  readonly withoutOwn: number;
}

/** The day's figures. "Today" is the tenant's own day, from midnight until now. */
export interface FinanceDay {
  readonly today: string;
  readonly timeZone: string;
  /** CDRs that came today, whenever they were driven. */
  readonly received: { readonly count: number; readonly energyMicroKwh: bigint };
  /** CDRs that are held now, whenever they came. */
  readonly held: {
    readonly count: number;
    readonly oldest: Temporal.Instant | null;
    readonly sums: readonly HeldSum[];
  };
  /** Revenue booked today, before VAT: reversals are taken off. */
  readonly revenue: readonly Money[];
  /** On CDRs accepted today whose driver's price is booked in the same currency: price without VAT less cost. */
  readonly margin: CountedSums;
  /** Booked charges that no invoice has yet, VAT included. */
  readonly unbilled: CountedSums & { readonly oldest: Temporal.Instant | null };
  /** Issued invoices that wait for their money, what is left of them. */
  readonly owed: CountedSums;
  readonly overdue: CountedSums;
  readonly paidToday: CountedSums;
  /** Invoices whose payment failed or waits for its driver. */
  readonly troubled: CountedSums;
  /** What does not agree, or what people must decide. */
  readonly cases: { readonly count: number; readonly oldest: Temporal.Instant | null };
}

/**
 * What finance wants to know of the day first. For finance.
 * @throws ServiceError FORBIDDEN, UNAUTHENTICATED.
 */
export async function readFinanceDay(ctx: Ctx): Promise<FinanceDay> {
  requireRole(ctx, "finance");
  const timeZone = await readTimeZone(ctx);
  const day = ctx.clock.now().toZonedDateTimeISO(timeZone).toPlainDate();
  const today = day.toString();
  const from = startOfDay(today, timeZone);
  const to = startOfDay(today, timeZone, 1);
  const owed = inArray(invoices.paymentState, owedStates);
  const left = sql`${invoices.totalMinor} - ${invoices.paidMinor}`;
  const [received, held, revenue, margin, unbilled] = await Promise.all([
    readReceived(ctx, from, to),
    readHeld(ctx),
    readRevenue(ctx, from, to),
    readMargin(ctx, from, to),
    readUnbilled(ctx),
  ]);
  const [waiting, overdue, paidToday, troubled, cases] = await Promise.all([
    sumInvoices(ctx, left, owed),
    sumInvoices(ctx, left, and(owed, lt(invoices.dueOn, day))),
    sumInvoices(
      ctx,
      sql`${invoices.paidMinor}`,
      and(gte(invoices.paidAt, from), lt(invoices.paidAt, to)),
    ),
    sumInvoices(ctx, left, inArray(invoices.paymentState, troubledStates)),
    countOpenCases(ctx),
  ]);
  const figures = { received, held, revenue, margin, unbilled, owed: waiting };
  return { today, timeZone, ...figures, overdue, paidToday, troubled, cases };
}

async function readReceived(ctx: Ctx, from: Temporal.Instant, to: Temporal.Instant) {
  const [row] = await ctx.db
    .select({ cdrs: count(), energy: sum(cdrs.energyMicroKwh).mapWith(BigInt) })
    .from(cdrs)
    .where(
      and(eq(cdrs.tenantId, ctx.tenantId), gte(cdrs.receivedAt, from), lt(cdrs.receivedAt, to)),
    );
  return { count: row?.cdrs ?? 0, energyMicroKwh: row?.energy ?? 0n };
}

async function readHeld(ctx: Ctx): Promise<FinanceDay["held"]> {
  const rows = await ctx.db
    .select({
      currency: cdrs.currency,
      cdrs: count(),
      oldest: min(cdrs.receivedAt),
      claimed: sum(cdrs.claimedExclMicro).mapWith(BigInt),
      difference: sum(cdrs.differenceMicro).mapWith(BigInt),
      withOwn: count(cdrRatings.ownExclMicro),
    })
    .from(cdrs)
    .leftJoin(cdrRatings, cdrJoins.rating)
    .where(and(eq(cdrs.tenantId, ctx.tenantId), eq(cdrs.state, "held")))
    .groupBy(cdrs.currency)
    .orderBy(asc(cdrs.currency));
  return {
    count: rows.reduce((all, row) => all + row.cdrs, 0),
    oldest: earliest(rows.map(({ oldest }) => oldest)),
    sums: rows.map((row) => ({
      currency: row.currency,
      cdrs: row.cdrs,
      claimedMicro: row.claimed ?? 0n,
      differenceMicro: row.difference ?? 0n,
      withoutOwn: row.cdrs - row.withOwn,
    })),
  };
}

async function readRevenue(
  ctx: Ctx,
  from: Temporal.Instant,
  to: Temporal.Instant,
): Promise<Money[]> {
  const rows = await ctx.db
    .select({ currency: postings.currency, total: sum(postings.amountMinor).mapWith(BigInt) })
    .from(postings)
    .innerJoin(
      journals,
      and(eq(journals.tenantId, postings.tenantId), eq(journals.id, postings.journalId)),
    )
    .innerJoin(
      accounts,
      and(eq(accounts.tenantId, postings.tenantId), eq(accounts.id, postings.accountId)),
    )
    .where(
      and(
        eq(postings.tenantId, ctx.tenantId),
        eq(accounts.kind, "revenue"),
        gte(journals.createdAt, from),
        lt(journals.createdAt, to),
      ),
    )
    .groupBy(postings.currency)
    .orderBy(asc(postings.currency));
  // What we earn stands on the credit side.
  return rows.map(({ currency, total }) => money(-(total ?? 0n), currency));
}

async function readMargin(
  ctx: Ctx,
  from: Temporal.Instant,
  to: Temporal.Instant,
): Promise<CountedSums> {
  const rows = await ctx.db
    .select({
      currency: cdrs.currency,
      cdrs: count(),
      net: sum(charges.netMinor).mapWith(BigInt),
      cost: sum(cdrs.acceptedCostMinor).mapWith(BigInt),
    })
    .from(cdrs)
    .innerJoin(
      charges,
      and(
        eq(charges.tenantId, cdrs.tenantId),
        eq(charges.cdrId, cdrs.id),
        eq(charges.currency, cdrs.currency),
        inArray(charges.state, ["open", "drafted", "invoiced", "settled"]),
      ),
    )
    .where(
      and(
        eq(cdrs.tenantId, ctx.tenantId),
        eq(cdrs.state, "accepted"),
        gte(cdrs.decidedAt, from),
        lt(cdrs.decidedAt, to),
      ),
    )
    .groupBy(cdrs.currency)
    .orderBy(asc(cdrs.currency));
  return {
    count: rows.reduce((all, row) => all + row.cdrs, 0),
    sums: rows.map((row) => money((row.net ?? 0n) - (row.cost ?? 0n), row.currency)),
  };
}

async function readUnbilled(ctx: Ctx): Promise<FinanceDay["unbilled"]> {
  const rows = await ctx.db
    .select({
      currency: charges.currency,
      charges: count(),
      oldest: min(charges.servicedAt),
      gross: sum(charges.grossMinor).mapWith(BigInt),
    })
    .from(charges)
    .where(and(eq(charges.tenantId, ctx.tenantId), eq(charges.state, "open")))
    .groupBy(charges.currency)
    .orderBy(asc(charges.currency));
  return {
    count: rows.reduce((all, row) => all + row.charges, 0),
    oldest: earliest(rows.map(({ oldest }) => oldest)),
    sums: rows.map((row) => money(row.gross ?? 0n, row.currency)),
  };
}

async function sumInvoices(
  ctx: Ctx,
  amount: SQL,
  condition: SQL | undefined,
): Promise<CountedSums> {
  const rows = await ctx.db
    .select({
      currency: invoices.currency,
      invoices: count(),
      total: sum(amount).mapWith(BigInt),
    })
    .from(invoices)
    .where(and(eq(invoices.tenantId, ctx.tenantId), eq(invoices.state, "finalized"), condition))
    .groupBy(invoices.currency)
    .orderBy(asc(invoices.currency));
  return {
    count: rows.reduce((all, row) => all + row.invoices, 0),
    sums: rows.map((row) => money(row.total ?? 0n, row.currency)),
  };
}

function earliest(times: readonly (Temporal.Instant | null)[]): Temporal.Instant | null {
  const known = times.filter((time) => time !== null);
  return known.toSorted((a, b) => Temporal.Instant.compare(a, b))[0] ?? null;
}
