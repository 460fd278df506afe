import { addCardStock } from "@/services/cards/add-card-stock";
import { cancelCardOrder } from "@/services/cards/cancel-card-order";
import { listCardOrders } from "@/services/cards/list-card-orders";
import { listCardStock, listFreeCards } from "@/services/cards/list-card-stock";
import { sendCard } from "@/services/cards/send-card";
import { operationsProcedure, router } from "@/trpc/init";
import { addCardStockInput, cardOrderIdInput, sendCardInput } from "@/trpc/inputs/token";

/** Cards that drivers order, and the stock that they are sent from. */
export const cardsRouter = router({
  overview: operationsProcedure.query(async ({ ctx: { ctx } }) => {
    const [waiting, sent, batches, free] = await Promise.all([
      listCardOrders(ctx, "ordered"),
      listCardOrders(ctx, "sent"),
      listCardStock(ctx),
      listFreeCards(ctx),
    ]);
    return { waiting, sent, batches, free };
  }),
  addStock: operationsProcedure
    .input(addCardStockInput)
    .mutation(({ ctx, input }) => addCardStock(ctx.ctx, input)),
  send: operationsProcedure
    .input(sendCardInput)
    .mutation(({ ctx, input }) => sendCard(ctx.ctx, input)),
  cancel: operationsProcedure
    .input(cardOrderIdInput)
    .mutation(({ ctx, input }) => cancelCardOrder(ctx.ctx, input.orderId)),
});
