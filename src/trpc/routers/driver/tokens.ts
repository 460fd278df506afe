import { asId } from "@/core/ids";
import { activateCard } from "@/services/cards/activate-card";
import { cancelCardOrder } from "@/services/cards/cancel-card-order";
import { listOwnCardOrders } from "@/services/cards/list-card-orders";
import { orderCard } from "@/services/cards/order-card";
import { readCardAddress } from "@/services/cards/read-card-address";
import { blockToken } from "@/services/tokens/block-token";
import { listDriverTokens } from "@/services/tokens/list-driver-tokens";
import { listTokenUses } from "@/services/tokens/list-token-uses";
import { renameToken } from "@/services/tokens/rename-token";
import { reportLost } from "@/services/tokens/report-lost";
import { unblockToken } from "@/services/tokens/unblock-token";
import { driverUseProcedure, router } from "@/trpc/init";
import {
  activateCardInput,
  cardOrderIdInput,
  orderCardInput,
  renameTokenInput,
  tokenIdInput,
} from "@/trpc/inputs/token";

/** What the driver charges with. */
export const tokensRouter = router({
  list: driverUseProcedure.query(({ ctx }) => listDriverTokens(ctx.ctx)),
  uses: driverUseProcedure
    .input(tokenIdInput)
    .query(({ ctx, input }) => listTokenUses(ctx.ctx, asId<"token">(input.tokenId))),
  activate: driverUseProcedure
    .input(activateCardInput)
    .mutation(({ ctx, input }) => activateCard(ctx.ctx, input)),
  rename: driverUseProcedure
    .input(renameTokenInput)
    .mutation(({ ctx, input }) => renameToken(ctx.ctx, asId<"token">(input.tokenId), input.name)),
  block: driverUseProcedure
    .input(tokenIdInput)
    .mutation(({ ctx, input }) => blockToken(ctx.ctx, asId<"token">(input.tokenId))),
  unblock: driverUseProcedure
    .input(tokenIdInput)
    .mutation(({ ctx, input }) => unblockToken(ctx.ctx, asId<"token">(input.tokenId))),
  lost: driverUseProcedure
    .input(tokenIdInput)
    .mutation(({ ctx, input }) => reportLost(ctx.ctx, asId<"token">(input.tokenId))),
  orders: driverUseProcedure.query(({ ctx }) => listOwnCardOrders(ctx.ctx)),
  address: driverUseProcedure.query(({ ctx }) => readCardAddress(ctx.ctx)),
  order: driverUseProcedure.input(orderCardInput).mutation(({ ctx, input }) => {
    const { replaces, line2, line1, postalCode, city, country, ...texts } = input;
    return orderCard(ctx.ctx, {
      ...texts,
      address: { line1, postalCode, city, country, ...(line2 && { line2 }) },
      ...(replaces && { replaces: asId<"token">(replaces) }),
    });
  }),
  cancelOrder: driverUseProcedure
    .input(cardOrderIdInput)
    .mutation(({ ctx, input }) => cancelCardOrder(ctx.ctx, input.orderId)),
});
