import { asId } from "@/core/ids";
import { blockToken } from "@/services/tokens/block-token";
import { createRfidToken } from "@/services/tokens/create-token";
import { listDriverTokens } from "@/services/tokens/list-driver-tokens";
import { unblockToken } from "@/services/tokens/unblock-token";
import { driverProcedure, driverUseProcedure, router } from "@/trpc/init";
import { addCardInput, tokenIdInput } from "@/trpc/inputs/token";

/** What the driver charges with. */
export const tokensRouter = router({
  list: driverUseProcedure.query(({ ctx }) => listDriverTokens(ctx.ctx)),
  addCard: driverProcedure.input(addCardInput).mutation(({ ctx, input }) =>
    createRfidToken(ctx.ctx, {
      number: input.number,
      ...(input.label ? { visualNumber: input.label } : {}),
    }),
  ),
  block: driverUseProcedure
    .input(tokenIdInput)
    .mutation(({ ctx, input }) => blockToken(ctx.ctx, asId<"token">(input.tokenId))),
  unblock: driverUseProcedure
    .input(tokenIdInput)
    .mutation(({ ctx, input }) => unblockToken(ctx.ctx, asId<"token">(input.tokenId))),
});
