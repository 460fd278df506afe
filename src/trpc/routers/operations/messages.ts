import { asId } from "@/core/ids";
import { getMessage } from "@/services/messages/get-message";
import { listMessages, type MessageCursor } from "@/services/messages/list-messages";
import { listReplays } from "@/services/messages/replay-list";
import { requestReplay } from "@/services/messages/replay-request";
import { readTimeZone, startOfDay } from "@/services/reports/report-day";
import { operationsProcedure, router } from "@/trpc/init";
import { staffMessageFilterInput, messageIdInput } from "@/trpc/inputs/message-filter";

/** OCPI messages in and out. */
export const messagesRouter = router({
  list: operationsProcedure.input(staffMessageFilterInput).query(async ({ ctx, input }) => {
    const { partner, direction, module, outcome, object, from, to, after } = input;
    const timeZone = await readTimeZone(ctx.ctx);
    const cursor = readCursor(after);
    const { messages, next } = await listMessages(ctx.ctx, {
      ...(partner && { partnerId: asId<"partner">(partner) }),
      ...(direction && { direction }),
      ...(module && { module }),
      ...(outcome === "troubled" ? { isTroubled: true } : outcome && { outcome }),
      ...(object && { objectKey: object }),
      ...(from && { from: startOfDay(from, timeZone) }),
      ...(to && { to: startOfDay(to, timeZone, 1) }),
      ...(cursor && { after: cursor }),
    });
    return { messages, next: next && `${next.occurredAt.toString()}_${next.id}` };
  }),
  get: operationsProcedure
    .input(messageIdInput)
    .query(({ ctx, input }) => getMessage(ctx.ctx, asId<"message">(input.messageId))),
  /** How often a message was received again, and what that changed. */
  replays: operationsProcedure
    .input(messageIdInput)
    .query(({ ctx, input }) => listReplays(ctx.ctx, asId<"message">(input.messageId))),
  replay: operationsProcedure
    .input(messageIdInput)
    .mutation(({ ctx, input }) => requestReplay(ctx.ctx, asId<"message">(input.messageId))),
});

function readCursor(text: string | undefined): MessageCursor | undefined {
  const [at = "", id = ""] = text?.split("_") ?? [];
  try {
    return id === ""
      ? undefined
      : { occurredAt: Temporal.Instant.from(at), id: asId<"message">(id) };
  } catch {
    return undefined;
  }
}
