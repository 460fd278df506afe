import { desc, eq } from "drizzle-orm";

import type { Id } from "@/core/ids";
import {
  billingMonthOf,
  lastEndedBillingPeriod,
  type BillingMonth,
} from "@/core/plans/billing-period";
import { money, type Money } from "@/core/money/money";
import { invoiceRuns, type InvoiceRunState } from "@/db/schema/invoice-runs";
import { tenants } from "@/db/schema/tenants";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import type { InvoiceRunRow } from "./run-row";

const MOST_RUNS = 24;

/** A month's run in figures. */
export interface RunFigures {
  readonly id: Id<"invoiceRun">;
  readonly month: BillingMonth;
  readonly state: InvoiceRunState;
  readonly isAutomatic: boolean;
  readonly startedAt: Temporal.Instant;
  readonly finishedAt: Temporal.Instant | null;
  /** When it looks again, while it runs. */
  readonly dueAt: Temporal.Instant;
  readonly driversTotal: number;
  readonly driversDone: number;
  readonly invoicesIssued: number;
  readonly waiting: number;
  readonly failed: number;
  readonly totals: readonly Money[];
}

/** The runs of the last two years, the newest month first, and the month that was over last. For finance. */
export async function listRuns(
  ctx: Ctx,
): Promise<{ readonly runs: readonly RunFigures[]; readonly latestMonth: BillingMonth }> {
  requireRole(ctx, "finance");
  const rows = await ctx.db
    .select()
    .from(invoiceRuns)
    .where(eq(invoiceRuns.tenantId, ctx.tenantId))
    .orderBy(desc(invoiceRuns.month))
    .limit(MOST_RUNS);
  const [tenant] = await ctx.db
    .select({ timeZone: tenants.timeZone })
    .from(tenants)
    .where(eq(tenants.id, ctx.tenantId));
  const { timeZone } = tenant ?? { timeZone: "UTC" };
  const { start } = lastEndedBillingPeriod(ctx.clock.now(), timeZone);
  return { runs: rows.map(figuresOf), latestMonth: billingMonthOf(start, timeZone) };
}

/** A run's row in figures. */
export function figuresOf(run: InvoiceRunRow): RunFigures {
  const { id, month, state, startedBy, startedAt, finishedAt, dueAt, ...more } = run;
  const { driversTotal, driversDone, invoicesIssued, waiting, failed } = more;
  return {
    id,
    month,
    state,
    isAutomatic: !startedBy.startsWith("user:"),
    startedAt,
    finishedAt,
    dueAt,
    driversTotal,
    driversDone,
    invoicesIssued,
    waiting,
    failed,
    totals: Object.entries(run.totals).map(([currency, total]) => money(BigInt(total), currency)),
  };
}
