import { listFinanceNeeds } from "@/services/reports/list-finance-needs";
import { readFinanceDay } from "@/services/reports/read-finance-day";
import { financeProcedure, router } from "@/trpc/init";

/** Finance's first page. */
export const overviewRouter = router({
  day: financeProcedure.query(({ ctx }) => readFinanceDay(ctx.ctx)),
  needs: financeProcedure.query(({ ctx }) => listFinanceNeeds(ctx.ctx)),
});
