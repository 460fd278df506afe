import { and, eq } from "drizzle-orm";

import { asId, type Id } from "@/core/ids";
import { invoiceRuns } from "@/db/schema/invoice-runs";
import { listAudit, type AuditLine } from "@/services/audit/list-audit";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { sumMonth, type MonthSum } from "./compare-months";
import { listWaiting, readDriverNames, type WaitingList } from "./list-waiting";
import { figuresOf, type RunFigures } from "./list-runs";
import { readRunZones } from "./run-zones";

const MOST_FAILURES = 100;

/** A month's run with all that finance asks of it. */
export interface RunDetail extends RunFigures {
  /** Those who could not be invoiced, and what the reason was; the first hundred. */
  readonly failures: readonly {
    readonly driverId: Id<"driver">;
    readonly name: string;
    readonly reason: string;
  }[];
  /** Empty once the run is over. */
  readonly waitingList: WaitingList;
  readonly lastMonth: readonly MonthSum[];
  readonly audit: readonly AuditLine[];
}

/** A run as it stands at this moment. For finance. @throws ServiceError FORBIDDEN, NOT_FOUND. */
export async function getRun(ctx: Ctx, id: string): Promise<RunDetail> {
  requireRole(ctx, "finance");
  const [run] = await ctx.db
    .select()
    .from(invoiceRuns)
    .where(and(eq(invoiceRuns.tenantId, ctx.tenantId), eq(invoiceRuns.id, asId<"invoiceRun">(id))));
  if (!run) throw new ServiceError("NOT_FOUND", "There is no such run.", { id });
  const isGoing = run.state === "running" || run.state === "paused";
  const failed = Object.entries(run.failures).slice(0, MOST_FAILURES);
  const before = Temporal.PlainYearMonth.from(run.month).subtract({ months: 1 }).toString();
  const [names, waitingList, lastMonth, audit] = await Promise.all([
    readDriverNames(
      ctx,
      failed.map(([driverId]) => driverId),
    ),
    listWaiting(ctx, isGoing ? await readRunZones(ctx, run.month, run.startedBy) : []),
    sumMonth(ctx, before),
    listAudit(ctx, [{ type: "invoice_run", id: run.id }]),
  ]);
  return {
    ...figuresOf(run),
    failures: failed.map(([text, reason]) => {
      const driverId = asId<"driver">(text);
      return { driverId, name: names.get(driverId)?.name ?? text, reason };
    }),
    waitingList,
    lastMonth,
    audit,
  };
}
