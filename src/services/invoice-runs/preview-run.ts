import type { BillingMonth } from "@/core/plans/billing-period";
import { money, type Money } from "@/core/money/money";
import { actorName } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { findOutliers, sumMonth, type MonthSum, type Outlier } from "./compare-months";
import { sumDue } from "./find-due";
import { listWaiting, type WaitingList } from "./list-waiting";
import { findRunOfMonth } from "./run-row";
import { readRunZones } from "./run-zones";

/** What the run of a month would issue now. */
export interface RunPreview {
  readonly month: BillingMonth;
  /** It is over somewhere, so that a run can be started. */
  readonly isOver: boolean;
  /** When its run starts by itself, in the zone where that is first; null where there are no drivers. */
  readonly startsAt: Temporal.Instant | null;
  readonly drivers: number;
  /** As charges and items were booked, VAT included: what a document rounds is not in it. */
  readonly perCurrency: readonly { readonly invoices: number; readonly sum: Money }[];
  readonly waiting: WaitingList;
  readonly lastMonth: readonly MonthSum[];
  readonly outliers: readonly Outlier[];
  /** The month has a run, in this state. */
  readonly state: "running" | "paused" | "done" | "canceled" | null;
}

/**
 * What the run of a month would issue if it were started now, who would wait and why, how that compares with the month
 * before, and who is far from his usual month. For finance.
 * @throws ServiceError FORBIDDEN, UNAUTHENTICATED, INVALID (no month).
 */
export async function previewRun(ctx: Ctx, month: BillingMonth): Promise<RunPreview> {
  requireRole(ctx, "finance");
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) {
    throw new ServiceError("INVALID", "That is no month.", { month });
  }
  const zones = await readRunZones(ctx, month, actorName(ctx.actor));
  const own = await readRunZones(ctx, month, "system:worker");
  const before = Temporal.PlainYearMonth.from(month).subtract({ months: 1 }).toString();
  const now = ctx.clock.now();
  const [due, waiting, lastMonth, outliers, run] = await Promise.all([
    sumDue(ctx, zones),
    listWaiting(ctx, zones),
    sumMonth(ctx, before),
    findOutliers(ctx, zones),
    findRunOfMonth(ctx, month),
  ]);
  return {
    month,
    isOver: zones.some(({ dueAt }) => Temporal.Instant.compare(dueAt, now) <= 0),
    startsAt: own.map(({ dueAt }) => dueAt).toSorted(Temporal.Instant.compare)[0] ?? null,
    drivers: due.drivers,
    perCurrency: due.perCurrency.map(({ currency, invoices, grossMinor }) => ({
      invoices,
      sum: money(grossMinor, currency),
    })),
    waiting,
    lastMonth,
    outliers,
    state: run?.state ?? null,
  };
}
