import { asId, isId } from "@/core/ids";
import { ServiceError } from "@/services/service-error";
import { readSiteFairness } from "@/services/site-plans/read-site-fairness";
import { readSiteLive, readSiteName } from "@/services/site-plans/read-site-live";
import { planSiteNow, steerSite } from "@/services/site-plans/steer-site";
import { operationsProcedure, router } from "@/trpc/init";
import { idInput } from "@/trpc/inputs/page";
import { steerSiteInput } from "@/trpc/inputs/site-plan";

function siteId(id: string) {
  if (!isId(id)) throw new ServiceError("NOT_FOUND", "There is no such site.");
  return asId<"site">(id);
}

/** A site as it is planned: its load, its sessions, and who was cut. */
export const sitePlansRouter = router({
  name: operationsProcedure
    .input(idInput)
    .query(({ ctx, input }) => readSiteName(ctx.ctx, siteId(input.id))),
  live: operationsProcedure
    .input(idInput)
    .query(({ ctx, input }) => readSiteLive(ctx.ctx, siteId(input.id))),
  fairness: operationsProcedure
    .input(idInput)
    .query(({ ctx, input }) => readSiteFairness(ctx.ctx, siteId(input.id))),
  planNow: operationsProcedure
    .input(idInput)
    .mutation(({ ctx, input }) => planSiteNow(ctx.ctx, siteId(input.id))),
  steer: operationsProcedure
    .input(steerSiteInput)
    .mutation(({ ctx, input }) => steerSite(ctx.ctx, siteId(input.id), input.isSteered)),
});
