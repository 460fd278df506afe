import type { Id } from "@/core/ids";
import { inTransaction } from "@/db/transaction";
import type { Ctx } from "@/services/context";
import { issueBatch } from "@/services/invoices/issue-batch";
import type { BatchOutcome, IssueOrder } from "@/services/invoices/issue-order";
import { ServiceError } from "@/services/service-error";
import { recordOutcome } from "./record-outcome";

/**
 * Issues the invoices of a page of drivers and counts them on the run, in one transaction. What only the database can
 * refuse is found by halves: the driver at fault fails alone. Answers how many invoices were issued.
 */
export async function issuePage(
  ctx: Ctx,
  runId: Id<"invoiceRun">,
  orders: readonly IssueOrder[],
): Promise<number> {
  const [first] = orders;
  if (!first) return 0;
  try {
    return await inTransaction(ctx, async (tx) => {
      const outcome = await issueBatch(tx, orders);
      await recordOutcome(tx, runId, { drivers: orders.length, ...outcome });
      return outcome.issued.length;
    });
  } catch (error) {
    if (!(error instanceof Error) || !isRefusal(error)) throw error;
    if (orders.length === 1) {
      const failed: BatchOutcome["failed"] = [{ driverId: first.driverId, error }];
      await inTransaction(ctx, (tx) =>
        recordOutcome(tx, runId, { drivers: 1, issued: [], kept: [], failed }),
      );
      return 0;
    }
    ctx.log.warn({ err: error, runId, drivers: orders.length }, "a batch is tried in halves");
    const half = Math.ceil(orders.length / 2);
    return (
      (await issuePage(ctx, runId, orders.slice(0, half))) +
      (await issuePage(ctx, runId, orders.slice(half)))
    );
  }
}

/** Connections, resources, locks and stops of the server (SQLSTATE), and of the client: the same again may succeed. */
const PASSING = /^(08|40|53|55P03|57|58|CONNECT|ECONN)/;

function isRefusal(error: Error): boolean {
  if (error instanceof ServiceError) return error.code !== "PRECONDITION";
  return !codesOf(error).some((code) => PASSING.test(code));
}

function codesOf(error: Error): string[] {
  return [error, error.cause].flatMap((one) =>
    one instanceof Error && "code" in one && typeof one.code === "string" ? [one.code] : [],
  );
}
