import { asId } from "@/core/ids";
import { listHubParties } from "@/services/hubs/list-hub-parties";
import { operationsProcedure, router } from "@/trpc/init";
import { partnerIdInput } from "@/trpc/inputs/partner";

/** What hubs say of those behind them. */
export const hubsRouter = router({
  parties: operationsProcedure
    .input(partnerIdInput)
    .query(({ ctx, input }) => listHubParties(ctx.ctx, asId<"partner">(input.partnerId))),
});
