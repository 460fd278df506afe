import { asId } from "@/core/ids";
import { readOwnPlan } from "@/services/plans/read-own-plan";
import { replayPlans } from "@/services/plans/replay-plans";
import { requireDriver } from "@/services/require-role";
import { changePlan, previewPlanChange } from "@/services/subscriptions/change-plan";
import type { MovePreview } from "@/services/subscriptions/move-preview";
import { readOwnSubscription } from "@/services/subscriptions/read-own-subscription";
import { previewRest, restSubscription } from "@/services/subscriptions/rest-subscription";
import { driverProcedure, router } from "@/trpc/init";
import {
  confirmedRestInput,
  confirmedWishInput,
  planWishInput,
  restInput,
} from "@/trpc/inputs/subscription";

/** A preview as a browser has it: not every browser has Temporal. */
function toBrowser(preview: MovePreview) {
  const { shownAt, at, lines, next, ...rest } = preview;
  return {
    ...rest,
    shownAt: shownAt.toString(),
    at: at.toString(),
    lines: lines.map((line) => ({
      ...line,
      from: line.from.toString(),
      until: line.until.subtract({ seconds: 1 }).toString(),
    })),
    next: next && { at: next.at.toString(), grossMinor: next.grossMinor },
  };
}

/** The driver's plan, what others would have cost him, and changing it. */
export const planRouter = router({
  read: driverProcedure.query(async ({ ctx }) => {
    const driverId = requireDriver(ctx.ctx);
    const [plan, subscription] = await Promise.all([
      readOwnPlan(ctx.ctx),
      readOwnSubscription(ctx.ctx, { driverId }),
    ]);
    return { plan, subscription };
  }),
  compare: driverProcedure.query(({ ctx }) =>
    replayPlans(ctx.ctx, { driverId: requireDriver(ctx.ctx) }),
  ),
  preview: driverProcedure.input(planWishInput).query(async ({ ctx, input }) => {
    const planVersionId = asId<"planVersion">(input.planVersionId);
    const { when } = input;
    const wish = { driverId: requireDriver(ctx.ctx), planVersionId, when, shownAt: null };
    return toBrowser(await previewPlanChange(ctx.ctx, wish));
  }),
  change: driverProcedure.input(confirmedWishInput).mutation(async ({ ctx, input }) => {
    const at = await changePlan(ctx.ctx, {
      driverId: requireDriver(ctx.ctx),
      planVersionId: asId<"planVersion">(input.planVersionId),
      when: input.when,
      shownAt: Temporal.Instant.from(input.shownAt),
      deedId: asId<"subscriptionPeriod">(input.deedId),
    });
    return { at: at.toString() };
  }),
  previewRest: driverProcedure.input(restInput).query(async ({ ctx, input }) => {
    const ask = { driverId: requireDriver(ctx.ctx), ...input, resumesAt: null, shownAt: null };
    return toBrowser(await previewRest(ctx.ctx, ask));
  }),
  rest: driverProcedure.input(confirmedRestInput).mutation(async ({ ctx, input }) => {
    const at = await restSubscription(ctx.ctx, {
      driverId: requireDriver(ctx.ctx),
      deed: input.deed,
      resumesAt: null,
      shownAt: Temporal.Instant.from(input.shownAt),
      deedId: asId<"subscriptionPeriod">(input.deedId),
    });
    return { at: at.toString() };
  }),
});
