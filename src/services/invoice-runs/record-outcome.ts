import type { Id } from "@/core/ids";
import { invoiceRuns } from "@/db/schema/invoice-runs";
import { closeCaseIfAgrees } from "@/services/cases/close-case-if-agrees";
import { openCase } from "@/services/cases/open-case";
import type { Ctx } from "@/services/context";
import type { BatchOutcome, FailedOne, KeptOne } from "@/services/invoices/issue-order";
import { isRun, lockRun } from "./run-row";

/** Longer reasons say nothing more to people. */
const LONGEST_REASON = 300;

/**
 * Counts on its run what became of some drivers, in the transaction that did it, and opens a case for each driver that
 * needs a person: one whose invoice cannot be made, one who left and is owed. The run's row is locked from here on:
 * call it last.
 */
export async function recordOutcome(
  ctx: Ctx,
  runId: Id<"invoiceRun">,
  outcome: BatchOutcome & { readonly drivers: number },
): Promise<void> {
  const { issued, kept, failed } = outcome;
  for (const failure of failed) await openFailure(ctx, runId, failure);
  for (const one of kept) if (one.reason === "closed_credit") await openCredit(ctx, one);
  const run = await lockRun(ctx, runId);
  const failures = { ...run.failures };
  for (const { driverId } of issued) {
    if (!(driverId in failures)) continue;
    delete failures[driverId];
    await closeCaseIfAgrees(ctx, failureKey(driverId));
  }
  for (const { driverId, error } of failed) {
    failures[driverId] = error.message.slice(0, LONGEST_REASON);
  }
  const totals = { ...run.totals };
  for (const { currency, totalMinor } of issued) {
    totals[currency] = (BigInt(totals[currency] ?? 0) + totalMinor).toString();
  }
  const done = run.driversDone + outcome.drivers - failed.length;
  await ctx.db
    .update(invoiceRuns)
    .set({
      driversDone: Math.min(done, run.driversTotal),
      invoicesIssued: run.invoicesIssued + issued.length,
      failures,
      failed: Object.keys(failures).length,
      totals,
    })
    .where(isRun(ctx, runId));
}

/** The case of a driver whose invoice cannot be made. */
function failureKey(driverId: Id<"driver">): string {
  return `driver:${driverId}:not-invoiced`;
}

async function openFailure(
  ctx: Ctx,
  runId: Id<"invoiceRun">,
  { driverId, error }: FailedOne,
): Promise<void> {
  ctx.log.error({ err: error, driverId, runId }, "a driver's invoice could not be made");
  await openCase(ctx, {
    key: failureKey(driverId),
    kind: "invoice_not_made",
    subjectType: "invoice_run",
    subjectId: runId,
    driverId,
    detail: { reason: error.message.slice(0, LONGEST_REASON) },
  });
}

async function openCredit(ctx: Ctx, one: KeptOne): Promise<void> {
  const { driverId, currency, totalMinor } = one;
  await openCase(ctx, {
    key: `driver:${driverId}:closed-credit:${currency}`,
    kind: "closed_driver_is_owed",
    subjectType: "driver",
    subjectId: driverId,
    driverId,
    amountMinor: -totalMinor,
    currency,
  });
}
