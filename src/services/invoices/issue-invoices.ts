import type { Id } from "@/core/ids";
import { inTransaction } from "@/db/transaction";
import type { Ctx } from "@/services/context";
import { issueBatch } from "./issue-batch";
import type { IssueOrder } from "./issue-order";

/**
 * Makes, numbers and books the invoices of one driver, in one transaction: one for each currency and price basis of
 * what is open. Nothing open gives none. A monthly invoice that exists already is not made again: what came after it
 * waits for the next month, where its line names the month it belongs to; so does what comes to less than a card can
 * be charged, and what is not owed to us.
 * @throws ServiceError NOT_FOUND for an unknown driver, PRECONDITION without a legal entity.
 */
export async function issueInvoices(ctx: Ctx, order: IssueOrder): Promise<Id<"invoice">[]> {
  return inTransaction(ctx, async (tx) => {
    const { issued, failed } = await issueBatch(tx, [order]);
    const [failure] = failed;
    if (failure) throw failure.error;
    return issued.map(({ invoiceId }) => invoiceId);
  });
}
