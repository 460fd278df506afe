import { moveClock } from "@/services/demo-clock/move-clock";
import { readDemoClock } from "@/services/demo-clock/read-demo-clock";
import { operationsProcedure, router } from "@/trpc/init";
import { clockStepInput } from "@/trpc/inputs/clock";

/** The demo's clock. */
export const clockRouter = router({
  read: operationsProcedure.query(({ ctx }) => readDemoClock(ctx.ctx)),
  move: operationsProcedure
    .input(clockStepInput)
    .mutation(({ ctx, input }) => moveClock(ctx.ctx, input)),
});
