import { asId } from "@/core/ids";
import { getRun } from "@/services/invoice-runs/get-run";
import { listRuns } from "@/services/invoice-runs/list-runs";
import { previewRun } from "@/services/invoice-runs/preview-run";
import { startRun } from "@/services/invoice-runs/start-run";
import { steerRun } from "@/services/invoice-runs/steer-run";
import { financeProcedure, router } from "@/trpc/init";
import { monthInput, steerRunInput } from "@/trpc/inputs/invoice-run";
import { idInput } from "@/trpc/inputs/page";

/** The monthly invoice runs. */
export const runsRouter = router({
  list: financeProcedure.query(({ ctx }) => listRuns(ctx.ctx)),
  get: financeProcedure.input(idInput).query(({ ctx, input }) => getRun(ctx.ctx, input.id)),
  preview: financeProcedure
    .input(monthInput)
    .query(({ ctx, input }) => previewRun(ctx.ctx, input.month)),
  start: financeProcedure
    .input(monthInput)
    .mutation(({ ctx, input }) => startRun(ctx.ctx, input.month)),
  steer: financeProcedure
    .input(steerRunInput)
    .mutation(({ ctx, input }) =>
      steerRun(ctx.ctx, { id: asId<"invoiceRun">(input.id), deed: input.deed }),
    ),
});
