import { readDriverDunning } from "@/services/dunning/read-driver-dunning";
import { driverProcedure, router } from "@/trpc/init";

/** What happens next with the driver's unpaid invoices. */
export const dunningRouter = router({
  list: driverProcedure.query(({ ctx }) => readDriverDunning(ctx.ctx)),
});
