import { asId } from "@/core/ids";
import { getMessage } from "@/services/messages/get-message";
import { financeProcedure, router } from "@/trpc/init";
import { messageIdInput } from "@/trpc/inputs/message-filter";

/** Messages that finance has to look at. */
export const messagesRouter = router({
  get: financeProcedure
    .input(messageIdInput)
    .query(({ ctx, input }) => getMessage(ctx.ctx, asId<"message">(input.messageId))),
});
