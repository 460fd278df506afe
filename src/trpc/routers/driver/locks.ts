import { getDriverLock } from "@/services/price-locks/get-driver-lock";
import { driverProcedure, router } from "@/trpc/init";
import { idInput } from "@/trpc/inputs/page";

/** The driver's locked prices. */
export const locksRouter = router({
  ofSession: driverProcedure
    .input(idInput)
    .query(({ ctx, input }) => getDriverLock(ctx.ctx, { sessionId: input.id })),
  ofCommand: driverProcedure
    .input(idInput)
    .query(({ ctx, input }) => getDriverLock(ctx.ctx, { commandId: input.id })),
});
