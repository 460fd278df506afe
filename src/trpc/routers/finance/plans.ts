import { asId } from "@/core/ids";
import { changeDriverPlan, readDriverPlan } from "@/services/plans/change-driver-plan";
import { getPlan } from "@/services/plans/get-plan";
import { listPlans } from "@/services/plans/list-plans";
import { offerPlan } from "@/services/plans/offer-plan";
import { previewEffect } from "@/services/plans/preview-effect";
import { createPlan, publishVersion } from "@/services/plans/publish-plan";
import { financeProcedure, router } from "@/trpc/init";
import { driverIdInput } from "@/trpc/inputs/invoice-filter";
import { idInput } from "@/trpc/inputs/page";
import {
  changePlanInput,
  newPlanForm,
  offerPlanInput,
  previewPlanInput,
  publishVersionInput,
  readPlanForm,
} from "@/trpc/inputs/plan";

/** Plans, their versions, and who is on them. */
export const plansRouter = router({
  list: financeProcedure.query(({ ctx }) => listPlans(ctx.ctx)),
  get: financeProcedure.input(idInput).query(({ ctx, input }) => getPlan(ctx.ctx, input.id)),
  previewEffect: financeProcedure.input(previewPlanInput).query(({ ctx, input }) =>
    previewEffect(ctx.ctx, {
      draft: readPlanForm(input.form).draft,
      scope: { planId: asId<"plan">(input.planId) },
      after: input.after === null ? null : asId<"driver">(input.after),
    }),
  ),
  publish: financeProcedure.input(publishVersionInput).mutation(({ ctx, input }) => {
    const { planId, version, start, form } = input;
    const { draft } = readPlanForm(form);
    return publishVersion(ctx.ctx, {
      planId: asId<"plan">(planId),
      version,
      name: form.name,
      draft,
      start,
    });
  }),
  create: financeProcedure.input(newPlanForm).mutation(({ ctx, input }) => {
    const { code, name, kind } = input;
    return createPlan(ctx.ctx, { code, name, kind, draft: readPlanForm(input).draft });
  }),
  offer: financeProcedure
    .input(offerPlanInput)
    .mutation(({ ctx, input }) =>
      offerPlan(ctx.ctx, { ...input, planId: asId<"plan">(input.planId) }),
    ),
  ofDriver: financeProcedure
    .input(driverIdInput)
    .query(({ ctx, input }) =>
      readDriverPlan(ctx.ctx, { driverId: asId<"driver">(input.driverId) }),
    ),
  /** Answers from when it holds, as text. */
  changeDriver: financeProcedure.input(changePlanInput).mutation(async ({ ctx, input }) => {
    const at = await changeDriverPlan(ctx.ctx, {
      driverId: asId<"driver">(input.driverId),
      planId: asId<"plan">(input.planId),
      planVersionId: asId<"planVersion">(input.planVersionId),
      start: input.start,
    });
    return { from: at.toString() };
  }),
});
