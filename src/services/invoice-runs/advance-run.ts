import type { Id } from "@/core/ids";
import { invoiceRuns } from "@/db/schema/invoice-runs";
import { inTransaction } from "@/db/transaction";
import type { Ctx } from "@/services/context";
import type { IssueOrder } from "@/services/invoices/issue-order";
import { claimPage, type RunDriver } from "./claim-page";
import { findDueInvoices } from "./find-due";
import { readWaitingBook, type Waiting, type WaitingBook } from "./find-waiting";
import { issuePage } from "./issue-page";
import { ALL_SEEN, findRunOfMonth, isRun, lockRun, type InvoiceRunRow } from "./run-row";
import { readRunZones, type RunZone } from "./run-zones";

/** When a run that waits looks again: soon for what the worker itself is about to do, else within the minute. */
const SOON_SECONDS = 5;
const LATER_SECONDS = 60;

/** How many drivers are issued in one transaction, and how many such transactions at a time. */
export interface RunPace {
  readonly size: number;
  readonly lanes: number;
}

/** PostgreSQL and Node take turns. */
const PACE: RunPace = { size: 100, lanes: 2 };

/**
 * Takes a run as far as it goes now, and answers how many invoices it issued: every driver once, page by page, then
 * those who waited, or whose worker died, until nobody is left (done) or the rest waits. What is left follows from
 * what is open, so it may be cut off anywhere, and any number of workers may do it at once.
 */
export async function advanceRun(
  ctx: Ctx,
  run: InvoiceRunRow,
  pace: RunPace = PACE,
): Promise<number> {
  const zones = await readRunZones(ctx, run.month, run.startedBy);
  const look: Look = {
    run,
    zones: new Map(zones.map((zone) => [zone.timeZone, zone])),
    book: await readWaitingBook(ctx, zones),
  };
  const lane = async () => {
    let issued = 0;
    for (;;) {
      const page = await claimPage(ctx, run.id, { zones, size: pace.size });
      if (page === null) return issued;
      issued += await issuePage(ctx, run.id, sortOut(look, page).orders);
    }
  };
  const lanes = await Promise.all(Array.from({ length: pace.lanes }, lane));
  const swept = await sweepUp(ctx, look, pace.size);
  return lanes.reduce((sum, count) => sum + count, swept);
}

interface Look {
  readonly run: InvoiceRunRow;
  readonly zones: ReadonlyMap<string, RunZone>;
  readonly book: WaitingBook;
}

function sortOut({ run, zones, book }: Look, page: readonly RunDriver[]) {
  const orders: IssueOrder[] = [];
  const waiting: Waiting[] = [];
  for (const { driverId, timeZone } of page) {
    const zone = zones.get(timeZone);
    if (!zone) continue;
    const waits = book.of(driverId, zone);
    if (waits) waiting.push(waits);
    else {
      const { period } = zone;
      orders.push({ driverId, kind: "monthly", period, until: period.end, runId: run.id });
    }
  }
  return { orders, waiting };
}

/** Goes on with what is still due until nothing more can be issued; then the run is done, or waits. */
async function sweepUp(ctx: Ctx, look: Look, size: number): Promise<number> {
  let issued = 0;
  for (;;) {
    const current = await findRunOfMonth(ctx, look.run.month);
    if (current?.state !== "running" || current.cursor !== ALL_SEEN) return issued;
    const due = await findDueDrivers(ctx, look, current);
    const { orders, waiting } = sortOut(look, due);
    let more = 0;
    for (let at = 0; at < orders.length; at += size) {
      more += await issuePage(ctx, look.run.id, orders.slice(at, at + size));
    }
    issued += more;
    if (more > 0) continue;
    await rest(ctx, look.run.id, waiting);
    return issued;
  }
}

/** Those who are due and did not fail before. */
async function findDueDrivers(ctx: Ctx, look: Look, run: InvoiceRunRow): Promise<RunDriver[]> {
  const due = await findDueInvoices(ctx, [...look.zones.values()], MOST_DUE);
  const open = due.filter(({ driverId }) => !(driverId in run.failures));
  return [
    ...new Map(open.map(({ driverId, timeZone }) => [driverId, { driverId, timeZone }])).values(),
  ];
}

const MOST_DUE = 100_000;

async function rest(ctx: Ctx, id: Id<"invoiceRun">, waiting: readonly Waiting[]): Promise<void> {
  const now = ctx.clock.now();
  const isSoon = waiting.some(
    ({ reason }) => reason === "cdrs_unrated" || reason === "charges_arriving",
  );
  const seconds = isSoon ? SOON_SECONDS : LATER_SECONDS;
  await inTransaction(ctx, async (tx) => {
    const run = await lockRun(tx, id);
    if (run.state !== "running") return;
    const isDone = waiting.length === 0;
    await tx.db
      .update(invoiceRuns)
      .set({
        waiting: waiting.length,
        driversDone: Math.max(0, run.driversTotal - waiting.length - run.failed),
        dueAt: now.add({ seconds }),
        ...(isDone && { state: "done" as const, finishedAt: now }),
      })
      .where(isRun(tx, id));
  });
}
