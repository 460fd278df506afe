import type { Id } from "@/core/ids";
import { invoiceRuns, type InvoiceRunState } from "@/db/schema/invoice-runs";
import { inTransaction } from "@/db/transaction";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { isRun, lockRun, type InvoiceRunRow } from "./run-row";

/**
 * pause: batches that run are finished, no other begins. resume: goes on. cancel: what is left is invoiced with the next
 * month. retry: tries again those who failed.
 */
export type RunDeed = "pause" | "resume" | "cancel" | "retry";

const FROM: Readonly<Record<RunDeed, readonly InvoiceRunState[]>> = {
  pause: ["running"],
  resume: ["paused"],
  cancel: ["running", "paused"],
  retry: ["running", "done"],
};

/**
 * Steers a run, by finance. What was issued stays issued.
 * @throws ServiceError FORBIDDEN, NOT_FOUND, PRECONDITION (not in this state; nobody failed).
 */
export async function steerRun(
  ctx: Ctx,
  { id, deed }: { readonly id: Id<"invoiceRun">; readonly deed: RunDeed },
): Promise<void> {
  requireRole(ctx, "finance");
  await inTransaction(ctx, async (tx) => {
    const run = await lockRun(tx, id);
    if (!FROM[deed].includes(run.state) || (deed === "retry" && run.failed === 0)) {
      throw new ServiceError("PRECONDITION", "The run has moved on. Look again.", {
        state: run.state,
      });
    }
    await tx.db
      .update(invoiceRuns)
      .set(changeOf(tx, deed, run))
      .where(isRun(tx, id));
    await writeAudit(tx, {
      action: `invoice_run.${deed}`,
      subjectType: "invoice_run",
      subjectId: id,
      detail: { month: run.month },
    });
  });
}

function changeOf(ctx: Ctx, deed: RunDeed, run: InvoiceRunRow): Partial<InvoiceRunRow> {
  const now = ctx.clock.now();
  switch (deed) {
    case "pause":
      return { state: "paused" };
    case "resume":
      return { state: "running", dueAt: now };
    case "cancel":
      return { state: "canceled", finishedAt: now, waiting: 0 };
    case "retry":
      return {
        state: "running",
        dueAt: now,
        finishedAt: null,
        failures: {},
        failed: 0,
        driversDone: Math.max(0, run.driversDone - run.failed),
      };
  }
}
