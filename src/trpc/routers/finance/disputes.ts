import { z } from "zod";
import { asId } from "@/core/ids";
import { decideLostDispute } from "@/services/disputes/decide-lost-dispute";
import { listDisputes } from "@/services/disputes/list-disputes";
import { financeProcedure, router } from "@/trpc/init";
import { disputeFilterInput } from "@/trpc/inputs/dispute-filter";

/** Payments that somebody objects to. */
export const disputesRouter = router({
  list: financeProcedure
    .input(disputeFilterInput)
    .query(({ ctx, input }) => listDisputes(ctx.ctx, input.only)),
  /** Who bears one that was lost. Booked at once; the same decision again changes nothing. */
  decide: financeProcedure
    .input(z.object({ disputeId: z.uuid(), lossTo: z.enum(["driver", "loss"]) }))
    .mutation(async ({ ctx, input }) => {
      const { disputeId, lossTo } = input;
      await decideLostDispute(ctx.ctx, { disputeId: asId<"dispute">(disputeId), lossTo });
    }),
});
