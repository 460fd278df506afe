import { and, asc, eq, ne } from "drizzle-orm";

import { feeOf, type DunningAction } from "@/core/dunning/dunning-rules";
import type { Id } from "@/core/ids";
import { money, type Money } from "@/core/money/money";
import { dunningCases } from "@/db/schema/dunning";
import type { Ctx } from "@/services/context";
import { requireDriverReader } from "@/services/require-role";
import { blockingCases } from "./charging-block";
import { planAttempt } from "./collection";
import { owedInAll, readStanding } from "./standing";
import { whenStep } from "./when-step";

/** What a driver should know of an invoice that he has not paid: what happens next, and when. */
export interface OwnDunning {
  readonly invoiceId: Id<"invoice">;
  readonly number: string;
  readonly owed: Money;
  readonly dueOn: Temporal.PlainDate;
  readonly timeZone: string;
  readonly isOverdue: boolean;
  readonly isPaused: boolean;
  readonly isBlocked: boolean;
  readonly next: {
    readonly action: DunningAction;
    readonly at: Temporal.Instant;
    /** What it costs him; zero for nothing. */
    readonly fee: Money;
  } | null;
  /** When we try to collect it again. */
  readonly collectAt: Temporal.Instant | null;
}

/**
 * The acting driver's unpaid invoices that dunning looks after, the oldest first.
 * @throws ServiceError FORBIDDEN for people without a driver's account.
 */
export async function readDriverDunning(ctx: Ctx): Promise<OwnDunning[]> {
  const driverId = requireDriverReader(ctx);
  const rows = await ctx.db
    .select({ id: dunningCases.id })
    .from(dunningCases)
    .where(
      and(
        eq(dunningCases.tenantId, ctx.tenantId),
        eq(dunningCases.driverId, driverId),
        ne(dunningCases.state, "closed"),
      ),
    )
    .orderBy(asc(dunningCases.openedAt))
    .limit(20);
  const blocking = rows.length > 0 ? await blockingCases(ctx, driverId) : [];
  const own: OwnDunning[] = [];
  for (const { id } of rows) own.push(await readOne(ctx, id, blocking.includes(id)));
  return own.filter(({ owed }) => owed.amountMinor > 0n);
}

async function readOne(ctx: Ctx, id: Id<"dunningCase">, isBlocked: boolean): Promise<OwnDunning> {
  const standing = await readStanding(ctx, id);
  const { row, invoice, rules, openMinor, dueOn, driver } = standing;
  const { currency } = invoice;
  const isPaused = row.state === "paused";
  const step = rules.steps[row.step];
  const [at, attempt] = isPaused
    ? [null, null]
    : await Promise.all([whenStep(ctx, standing, row.step), planAttempt(ctx, standing)]);
  const isOfFees = invoice.kind === "fees";
  const today = ctx.clock.now().toZonedDateTimeISO(driver.timeZone).toPlainDate();
  return {
    invoiceId: invoice.id,
    number: invoice.number ?? "",
    owed: money(owedInAll(standing), currency),
    dueOn,
    timeZone: driver.timeZone,
    isOverdue: Temporal.PlainDate.compare(dueOn, today) < 0,
    isPaused,
    isBlocked,
    next:
      step && at
        ? {
            action: step.action,
            at,
            fee: money(feeOf(rules, step, { currency, openMinor, isOfFees }), currency),
          }
        : null,
    collectAt: attempt?.next.kind === "at" ? attempt.next.at : null,
  };
}
