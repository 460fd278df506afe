import { getDriverLock } from "@/services/price-locks/get-driver-lock";
import { driverChargesProcedure, driverUseProcedure, router } from "@/trpc/init";
import { idInput } from "@/trpc/inputs/page";

/** The driver's locked prices. */
export const locksRouter = router({
  ofSession: driverChargesProcedure
    .input(idInput)
    .query(({ ctx, input }) => getDriverLock(ctx.ctx, { sessionId: input.id })),
  ofCommand: driverUseProcedure
    .input(idInput)
    .query(({ ctx, input }) => getDriverLock(ctx.ctx, { commandId: input.id })),
});
