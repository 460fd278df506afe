import { and, eq, gt, type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";

import type { Id } from "@/core/ids";
import { drivers } from "@/db/schema/drivers";
import { invoiceRuns } from "@/db/schema/invoice-runs";
import { billItems } from "@/db/schema/subscriptions";
import { charges } from "@/db/schema/plans";
import { inTransaction } from "@/db/transaction";
import { isOneOf } from "@/db/is-one-of";
import type { Ctx } from "@/services/context";
import { latestEnd } from "./find-due";
import { ALL_SEEN, isRun, lockRun } from "./run-row";
import type { RunZone } from "./run-zones";

/** Drivers of a run whose turn it is. */
export interface RunDriver {
  readonly driverId: Id<"driver">;
  readonly timeZone: string;
}

/**
 * Takes the next drivers of a run, in a transaction of its own: whoever else works on the run takes others. Null once
 * all were taken, or while the run does not run. What is claimed and never done, because its worker died, is still
 * open: the end of the run finds it.
 */
export async function claimPage(
  ctx: Ctx,
  runId: Id<"invoiceRun">,
  of: { readonly zones: readonly RunZone[]; readonly size: number },
): Promise<RunDriver[] | null> {
  return inTransaction(ctx, async (tx) => {
    const run = await lockRun(tx, runId);
    if (run.state !== "running" || run.cursor === ALL_SEEN) return null;
    const ids = await nextDrivers(tx, run.cursor, of);
    const cursor = ids.length < of.size ? ALL_SEEN : (ids.at(-1) ?? ALL_SEEN);
    await tx.db.update(invoiceRuns).set({ cursor }).where(isRun(tx, runId));
    if (ids.length === 0) return [];
    const rows = await tx.db
      .select({ driverId: drivers.id, timeZone: drivers.timeZone })
      .from(drivers)
      .where(and(eq(drivers.tenantId, tx.tenantId), isOneOf(drivers.id, ids)))
      .orderBy(drivers.id);
    return rows;
  });
}

async function nextDrivers(
  ctx: Ctx,
  cursor: string | null,
  { zones, size }: { readonly zones: readonly RunZone[]; readonly size: number },
): Promise<string[]> {
  if (zones.length === 0) return [];
  const until = latestEnd(zones);
  const after = (column: PgColumn): SQL | undefined =>
    cursor === null ? undefined : gt(column, cursor);
  const isBefore = (column: PgColumn) => sql`${column} < ${until.toString()}::timestamptz`;
  const [charged, billed] = await Promise.all([
    ctx.db
      .selectDistinct({ id: charges.driverId })
      .from(charges)
      .where(
        and(
          eq(charges.tenantId, ctx.tenantId),
          eq(charges.state, "open"),
          after(charges.driverId),
          isBefore(charges.servicedAt),
        ),
      )
      .orderBy(charges.driverId)
      .limit(size),
    ctx.db
      .selectDistinct({ id: billItems.driverId })
      .from(billItems)
      .where(
        and(
          eq(billItems.tenantId, ctx.tenantId),
          eq(billItems.state, "open"),
          after(billItems.driverId),
          isBefore(billItems.servicedAt),
        ),
      )
      .orderBy(billItems.driverId)
      .limit(size),
  ]);
  const ids = new Set([...charged, ...billed].map(({ id }): string => id));
  return [...ids].toSorted((a, b) => (a < b ? -1 : 1)).slice(0, size);
}
