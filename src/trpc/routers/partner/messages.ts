import { asId } from "@/core/ids";
import { getOwnMessage, listOwnMessages } from "@/services/partners/own-messages";
import { readTimeZone, startOfDay } from "@/services/reports/report-day";
import { partnerProcedure, router } from "@/trpc/init";
import { messageFilterInput, messageIdInput } from "@/trpc/inputs/message-filter";
import { messagePlace, readMessagePlace } from "@/trpc/message-place";

/** OCPI messages between a partner and us. */
export const messagesRouter = router({
  list: partnerProcedure
    .input(messageFilterInput.omit({ partner: true }))
    .query(async ({ ctx, input }) => {
      const { direction, module, outcome, object, from, to, after } = input;
      const timeZone = await readTimeZone(ctx.ctx);
      const place = readMessagePlace(after);
      const { messages, next } = await listOwnMessages(ctx.ctx, {
        ...(direction && { direction }),
        ...(module && { module }),
        ...(outcome && { outcome }),
        ...(object && { objectKey: object }),
        ...(from && { from: startOfDay(from, timeZone) }),
        ...(to && { to: startOfDay(to, timeZone, 1) }),
        ...(place && { after: place }),
      });
      return { messages, next: next && messagePlace(next) };
    }),
  get: partnerProcedure
    .input(messageIdInput)
    .query(({ ctx, input }) => getOwnMessage(ctx.ctx, asId<"message">(input.messageId))),
});
