import { listMarginLost } from "@/services/price-locks/list-margin-lost";
import { financeProcedure, router } from "@/trpc/init";
import { marginLostFilterInput } from "@/trpc/inputs/margin-lost-filter";

/** What locked prices cost us. */
export const marginLostRouter = router({
  list: financeProcedure.input(marginLostFilterInput).query(({ ctx, input }) => {
    const { partner, from, to } = input;
    return listMarginLost(ctx.ctx, { partnerId: partner, from, to });
  }),
});
