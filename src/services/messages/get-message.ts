import { and, eq } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { ocpiMessages, partners } from "@/db/schema/partners";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { messageSummary, type MessageSummary } from "./list-messages";

/** A message with its bodies as text (bytes that are no UTF-8 are shown as replacement characters). */
export interface MessageDetail extends MessageSummary {
  readonly body: string | null;
  readonly bodySha256: string | null;
  readonly responseBody: string | null;
}

/**
 * One message, whole. For operations and finance.
 * @throws ServiceError NOT_FOUND, FORBIDDEN, UNAUTHENTICATED.
 */
export async function getMessage(ctx: Ctx, messageId: Id<"message">): Promise<MessageDetail> {
  requireRole(ctx, "operations", "finance");
  const message = await findMessage(ctx, messageId);
  if (!message) throw new ServiceError("NOT_FOUND", "There is no such message.");
  return message;
}

/** One message, whole, for whom the caller lets through. */
export async function findMessage(
  ctx: Ctx,
  messageId: Id<"message">,
): Promise<MessageDetail | null> {
  const [row] = await ctx.db
    .select({
      ...messageSummary,
      body: ocpiMessages.body,
      bodySha256: ocpiMessages.bodySha256,
      responseBody: ocpiMessages.responseBody,
    })
    .from(ocpiMessages)
    .leftJoin(
      partners,
      and(eq(partners.tenantId, ocpiMessages.tenantId), eq(partners.id, ocpiMessages.partnerId)),
    )
    .where(and(eq(ocpiMessages.tenantId, ctx.tenantId), eq(ocpiMessages.id, messageId)));
  if (!row) return null;
  return {
    ...row,
    body: textOf(row.body),
    bodySha256: row.bodySha256 && Buffer.from(row.bodySha256).toString("hex"),
    responseBody: textOf(row.responseBody),
  };
}

function textOf(bytes: Uint8Array | null): string | null {
  return bytes && new TextDecoder().decode(bytes);
}
