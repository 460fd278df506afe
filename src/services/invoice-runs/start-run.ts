import { sql } from "drizzle-orm";

import type { Id } from "@/core/ids";
import {
  billingMonthOf,
  lastEndedBillingPeriod,
  type BillingMonth,
} from "@/core/plans/billing-period";
import { newId } from "@/db/new-id";
import { invoiceRuns } from "@/db/schema/invoice-runs";
import { tenants } from "@/db/schema/tenants";
import { inTransaction } from "@/db/transaction";
import { actorName, writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { dueInvoices, findDueInvoices } from "./find-due";
import { findRunOfMonth, isRun, type InvoiceRunRow } from "./run-row";
import { readPatience, readRunZones, readTimeZones, type RunZone } from "./run-zones";

/**
 * Starts the runs of months that are due: over in a driver's zone, waited out, and with something to invoice. A run
 * that is done goes on when more comes for its month; one that finance paused or canceled is left alone. In the zone
 * that is last, two months may be due at once.
 */
export async function startDueRuns(ctx: Ctx): Promise<void> {
  const { closeAfterHours } = await readPatience(ctx);
  const waited = ctx.clock.now().subtract({ hours: closeAfterHours });
  const timeZones = await readTimeZones(ctx);
  const months = new Set(
    timeZones.map((timeZone) =>
      billingMonthOf(lastEndedBillingPeriod(waited, timeZone).start, timeZone),
    ),
  );
  for (const month of months) {
    const run = await findRunOfMonth(ctx, month);
    if (run && run.state !== "done") continue;
    const zones = await readRunZones(ctx, month, actorName(ctx.actor));
    const now = ctx.clock.now();
    const ready = zones.filter(({ dueAt }) => Temporal.Instant.compare(dueAt, now) <= 0);
    const due = await findDueInvoices(ctx, ready, 1 + Object.keys(run?.failures ?? {}).length * 4);
    if (due.every(({ driverId }) => run && driverId in run.failures)) continue;
    await openRun(ctx, month, zones);
  }
}

/**
 * Starts the run of a month that is over, or goes on with one that is done or was canceled. A person's run does not
 * wait out the tenant's patience; for CDRs that are still expected it waits all the same.
 * @throws ServiceError FORBIDDEN, INVALID (no month), PRECONDITION (not over yet anywhere; nothing to invoice), CONFLICT (it runs already).
 */
export async function startRun(ctx: Ctx, month: BillingMonth): Promise<Id<"invoiceRun">> {
  requireRole(ctx, "finance");
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) {
    throw new ServiceError("INVALID", "That is no month.", { month });
  }
  const zones = await readRunZones(ctx, month, actorName(ctx.actor));
  const now = ctx.clock.now();
  if (!zones.some(({ dueAt }) => Temporal.Instant.compare(dueAt, now) <= 0)) {
    throw new ServiceError("PRECONDITION", "The month is not over yet.", { month });
  }
  return inTransaction(ctx, async (tx) => {
    const id = await openRun(tx, month, zones);
    if (id === null) {
      throw new ServiceError("CONFLICT", "This month is being invoiced already.", { month });
    }
    await writeAudit(tx, {
      action: "invoice_run.start",
      subjectType: "invoice_run",
      subjectId: id,
      detail: { month },
    });
    return id;
  });
}

/** Makes the month's run, or sets it going again; null while it runs or is paused. The tenant's row is the lock. */
async function openRun(
  ctx: Ctx,
  month: BillingMonth,
  zones: readonly RunZone[],
): Promise<Id<"invoiceRun"> | null> {
  return inTransaction(ctx, async (tx) => {
    await tx.db
      .select({ id: tenants.id })
      .from(tenants)
      .where(sql`${tenants.id} = ${tx.tenantId}`)
      .for("no key update");
    const known = await findRunOfMonth(tx, month, true);
    if (known?.state === "running" || known?.state === "paused") return null;
    const drivers = await countDrivers(tx, zones);
    const now = tx.clock.now();
    const going = {
      state: "running" as const,
      startedBy: actorName(tx.actor),
      cursor: null,
      dueAt: now,
      finishedAt: null,
    };
    if (known) {
      await tx.db
        .update(invoiceRuns)
        .set({ ...going, ...again(known, drivers) })
        .where(isRun(tx, known.id));
      return known.id;
    }
    const id = newId<"invoiceRun">();
    await tx.db.insert(invoiceRuns).values({
      tenantId: tx.tenantId,
      id,
      month,
      startedAt: now,
      driversTotal: drivers,
      ...going,
    });
    return id;
  });
}

/** A run that goes on has seen nothing of what is left; those who failed are tried again. */
function again(run: InvoiceRunRow, drivers: number) {
  const done = Math.max(0, run.driversDone);
  return { driversTotal: done + drivers, failures: {}, failed: 0, waiting: 0 };
}

async function countDrivers(ctx: Ctx, zones: readonly RunZone[]): Promise<number> {
  if (zones.length === 0) return 0;
  const [row] = await ctx.db.execute<{ n: number }>(
    sql`select count(distinct driver_id)::int as n from (${dueInvoices(ctx, zones)}) due`,
  );
  return row?.n ?? 0;
}
