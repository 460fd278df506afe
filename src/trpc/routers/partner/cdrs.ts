import { getOwnCdr, listOwnCdrs } from "@/services/partners/own-cdrs";
import { partnerProcedure, router } from "@/trpc/init";
import { idInput } from "@/trpc/inputs/page";
import { ownCdrFilterInput } from "@/trpc/inputs/partner-page";

/** A partner's own CDRs. */
export const cdrsRouter = router({
  list: partnerProcedure
    .input(ownCdrFilterInput)
    .query(({ ctx, input }) => listOwnCdrs(ctx.ctx, input)),
  get: partnerProcedure.input(idInput).query(({ ctx, input }) => getOwnCdr(ctx.ctx, input.id)),
});
