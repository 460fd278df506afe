import type { Id } from "@/core/ids";
import type { Ctx } from "@/services/context";
import { findMessage, type MessageDetail } from "@/services/messages/get-message";
import {
  type MessageFilter,
  type MessagePage,
  selectMessages,
} from "@/services/messages/list-messages";
import { ServiceError } from "@/services/service-error";
import { requirePartnerPerson } from "./partner-access";

/**
 * The messages between the acting person's partner and us, newest first, a page at a time.
 * @throws ServiceError FORBIDDEN, UNAUTHENTICATED.
 */
export async function listOwnMessages(
  ctx: Ctx,
  filter: Omit<MessageFilter, "partnerId"> = {},
): Promise<MessagePage> {
  const partnerId = await requirePartnerPerson(ctx);
  return selectMessages(ctx, { ...filter, partnerId });
}

/**
 * One message between the acting person's partner and us, whole. Tokens of the connection are in no message.
 * @throws ServiceError NOT_FOUND also for others' messages, FORBIDDEN, UNAUTHENTICATED.
 */
export async function getOwnMessage(ctx: Ctx, messageId: Id<"message">): Promise<MessageDetail> {
  const partnerId = await requirePartnerPerson(ctx);
  const message = await findMessage(ctx, messageId);
  if (message?.partnerId !== partnerId) {
    throw new ServiceError("NOT_FOUND", "There is no such message.");
  }
  return message;
}
