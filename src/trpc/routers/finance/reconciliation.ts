import { listReconciliationRecords } from "@/services/reconciliation/list-reconciliation-records";
import { financeProcedure, router } from "@/trpc/init";

/** What operators say that their invoices cover. */
export const reconciliationRouter = router({
  list: financeProcedure.query(({ ctx }) => listReconciliationRecords(ctx.ctx)),
});
