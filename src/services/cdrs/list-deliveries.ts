import { and, desc, eq } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { cdrConflicts, cdrs } from "@/db/schema/cdrs";
import { ocpiMessages } from "@/db/schema/partners";
import type { Ctx } from "@/services/context";
import { getMessage, type MessageDetail } from "@/services/messages/get-message";
import { listMessages, type MessageSummary } from "@/services/messages/list-messages";
import { keyText } from "@/services/messages/object-key";
import { requireRole } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { diffBodies, type BodyDifference } from "./diff-bodies";

/** Other content that came under the same id, beside what was taken. */
export interface CdrConflict {
  readonly id: Id;
  readonly messageId: Id<"message">;
  readonly receivedAt: Temporal.Instant;
  readonly body: string | null;
  /** Against the body that was taken; null where the two cannot be compared. */
  readonly differences: readonly BodyDifference[] | null;
}

/** How a CDR came to us: as it was taken, every time it came, and what came in its place. */
export interface CdrDeliveries {
  readonly first: MessageDetail | null;
  /** Each message about it, newest first (50 at most). */
  readonly messages: readonly MessageSummary[];
  readonly conflicts: readonly CdrConflict[];
}

/**
 * What the operator sent under a CDR's id. For finance.
 * @throws ServiceError NOT_FOUND, FORBIDDEN, UNAUTHENTICATED.
 */
export async function listDeliveries(
  ctx: Ctx,
  input: { readonly cdrId: Id<"cdr"> },
): Promise<CdrDeliveries> {
  requireRole(ctx, "finance");
  const [cdr] = await ctx.db
    .select({
      messageId: cdrs.messageId,
      countryCode: cdrs.countryCode,
      partyId: cdrs.partyId,
      id: cdrs.ocpiIdUpper,
    })
    .from(cdrs)
    .where(and(eq(cdrs.tenantId, ctx.tenantId), eq(cdrs.id, input.cdrId)));
  if (!cdr) throw new ServiceError("NOT_FOUND", "There is no such CDR.");
  const [first, { messages }] = await Promise.all([
    readIfKept(ctx, cdr.messageId),
    listMessages(ctx, { module: "cdrs", objectKey: keyText(cdr) }),
  ]);
  return { first, messages, conflicts: await readConflicts(ctx, input.cdrId, first) };
}

// Messages may be thinned out one day; the CDR stays.
async function readIfKept(ctx: Ctx, id: Id<"message">): Promise<MessageDetail | null> {
  try {
    return await getMessage(ctx, id);
  } catch (error) {
    if (error instanceof ServiceError && error.code === "NOT_FOUND") return null;
    throw error;
  }
}

async function readConflicts(
  ctx: Ctx,
  cdrId: Id<"cdr">,
  first: MessageDetail | null,
): Promise<CdrConflict[]> {
  const rows = await ctx.db
    .select({
      id: cdrConflicts.id,
      messageId: cdrConflicts.messageId,
      receivedAt: cdrConflicts.receivedAt,
      body: ocpiMessages.body,
    })
    .from(cdrConflicts)
    .leftJoin(
      ocpiMessages,
      and(
        eq(ocpiMessages.tenantId, cdrConflicts.tenantId),
        eq(ocpiMessages.id, cdrConflicts.messageId),
      ),
    )
    .where(and(eq(cdrConflicts.tenantId, ctx.tenantId), eq(cdrConflicts.cdrId, cdrId)))
    .orderBy(desc(cdrConflicts.receivedAt), desc(cdrConflicts.id));
  return rows.map(({ body: bytes, ...row }) => {
    const body = bytes && new TextDecoder().decode(bytes);
    const canCompare = body !== null && first?.body;
    return { ...row, body, differences: canCompare ? diffBodies(first.body, body) : null };
  });
}
