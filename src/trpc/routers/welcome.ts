import { requestLimit } from "@/auth/request-limit";
import { asId } from "@/core/ids";
import { compareSignUpPlans } from "@/services/sign-up/compare-plans";
import { finishSignUp } from "@/services/sign-up/finish-sign-up";
import { readSignUp } from "@/services/sign-up/read-sign-up";
import { saveBillTo, saveName, savePlanChoice } from "@/services/sign-up/save-sign-up";
import { acceptTerms } from "@/services/terms/accept-terms";
import { limitedNewcomerProcedure, newcomerProcedure, router } from "@/trpc/init";
import { localeInput } from "@/trpc/inputs/locale";
import {
  acceptTermsInput,
  billToInput,
  finishInput,
  nameInput,
  useInput,
} from "@/trpc/inputs/welcome";

/** Pricing months takes work: more often nobody moves a slider. */
const compareProcedure = limitedNewcomerProcedure(requestLimit({ most: 60, windowMs: 60_000 }));

/** A sign-up, step by step. */
export const welcomeRouter = router({
  read: newcomerProcedure
    .input(localeInput)
    .query(({ ctx, input }) => readSignUp(ctx.ctx, input.locale)),
  saveName: newcomerProcedure
    .input(nameInput)
    .mutation(({ ctx, input }) => saveName(ctx.ctx, input)),
  saveBillTo: newcomerProcedure
    .input(billToInput)
    .mutation(({ ctx, input }) => saveBillTo(ctx.ctx, input)),
  acceptTerms: newcomerProcedure.input(acceptTermsInput).mutation(async ({ ctx, input }) => {
    const termsVersionId = asId<"other">(input.termsVersionId);
    await acceptTerms(ctx.ctx, { termsVersionId, address: ctx.address });
  }),
  /** The plans with their words and sums, for the server. */
  plans: compareProcedure
    .input(useInput)
    .query(({ ctx, input }) => compareSignUpPlans(ctx.ctx, input)),
  /** The sums alone: asked by the browser as the use changes. */
  sums: compareProcedure.input(useInput).query(async ({ ctx, input }) => {
    const { plans, basis } = await compareSignUpPlans(ctx.ctx, input);
    return {
      basis,
      sums: plans.map(({ planId, planVersionId, totalMinor, feeMinor }) => ({
        planId,
        planVersionId,
        totalMinor,
        feeMinor,
      })),
    };
  }),
  /** He chose, and becomes a driver. */
  finish: newcomerProcedure.input(finishInput).mutation(async ({ ctx, input }) => {
    const { use, locale } = input;
    if (ctx.newcomer) await savePlanChoice(ctx.ctx, { planId: asId<"plan">(input.planId), use });
    const planVersionId = asId<"planVersion">(input.planVersionId);
    await finishSignUp(ctx.ctx, { planVersionId, locale });
  }),
});
