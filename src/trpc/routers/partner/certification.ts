import { asId } from "@/core/ids";
import {
  listCertificationRuns,
  watchCertification,
} from "@/services/certification/certification-run";
import { startCertification } from "@/services/certification/start-certification";
import { readStepCalls } from "@/services/certification/step-calls";
import { stopCertification } from "@/services/certification/stop-certification";
import { partnerProcedure, router } from "@/trpc/init";
import { reportOf } from "@/trpc/certification-report";
import { runIdInput, startCertificationInput } from "@/trpc/inputs/partner-page";

/** The self-certification of a partner. */
export const certificationRouter = router({
  runs: partnerProcedure.query(({ ctx }) => listCertificationRuns(ctx.ctx)),
  /** A run as it stands; asked again and again by the browser while it runs. */
  watch: partnerProcedure
    .input(runIdInput)
    .query(async ({ ctx, input }) => reportOf(await watchCertification(ctx.ctx, input.runId))),
  /** How each step is taken: method, address, example. */
  calls: partnerProcedure
    .input(startCertificationInput)
    .query(({ ctx, input }) => readStepCalls(ctx.ctx, input)),
  start: partnerProcedure.input(startCertificationInput).mutation(async ({ ctx, input }) => ({
    runId: await startCertification(ctx.ctx, input),
  })),
  stop: partnerProcedure
    .input(runIdInput)
    .mutation(({ ctx, input }) =>
      stopCertification(ctx.ctx, { runId: asId<"other">(input.runId) }),
    ),
});
