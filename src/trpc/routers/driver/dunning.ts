import { readDriverDunning } from "@/services/dunning/read-driver-dunning";
import { driverReaderProcedure, router } from "@/trpc/init";

/** What happens next with the driver's unpaid invoices. */
export const dunningRouter = router({
  list: driverReaderProcedure.query(({ ctx }) => readDriverDunning(ctx.ctx)),
});
