import { and, desc, eq, gte, inArray, lt, type SQL, sql } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { type MessageOutcome, ocpiMessages, partners } from "@/db/schema/partners";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";

/** What to look for; what is absent does not matter. */
export interface MessageFilter {
  readonly partnerId?: Id<"partner">;
  readonly direction?: "in" | "out";
  readonly module?: string;
  readonly outcome?: MessageOutcome;
  /** Refused, failed or contradicting another: what somebody should look at. */
  readonly isTroubled?: boolean;
  /** `SE/NSL/CDR-1`, in any case. */
  readonly objectKey?: string;
  /** Inclusive. */
  readonly from?: Temporal.Instant;
  /** Exclusive. */
  readonly to?: Temporal.Instant;
  /** Where the last page ended. */
  readonly after?: MessageCursor;
  /** At most 200; 50 unless told. */
  readonly limit?: number;
}

/** The place of a message in the list. */
export interface MessageCursor {
  readonly occurredAt: Temporal.Instant;
  readonly id: Id<"message">;
}

/** The columns of a list's line. */
export const messageSummary = {
  id: ocpiMessages.id,
  partnerId: ocpiMessages.partnerId,
  partnerName: partners.name,
  direction: ocpiMessages.direction,
  module: ocpiMessages.module,
  method: ocpiMessages.method,
  url: ocpiMessages.url,
  objectKey: ocpiMessages.objectKey,
  requestId: ocpiMessages.requestId,
  correlationId: ocpiMessages.correlationId,
  httpStatus: ocpiMessages.httpStatus,
  ocpiStatus: ocpiMessages.ocpiStatus,
  outcome: ocpiMessages.outcome,
  reasons: ocpiMessages.reasons,
  notes: ocpiMessages.notes,
  occurredAt: ocpiMessages.occurredAt,
  durationMs: ocpiMessages.durationMs,
};

/** A message without its bodies. */
export interface MessageSummary {
  readonly id: Id<"message">;
  readonly partnerId: Id<"partner"> | null;
  readonly partnerName: string | null;
  readonly direction: "in" | "out";
  readonly module: string;
  readonly method: string;
  readonly url: string;
  readonly objectKey: string | null;
  readonly requestId: string | null;
  readonly correlationId: string | null;
  readonly httpStatus: number | null;
  readonly ocpiStatus: number | null;
  readonly outcome: MessageOutcome;
  readonly reasons: readonly string[];
  readonly notes: readonly string[];
  readonly occurredAt: Temporal.Instant;
  readonly durationMs: number | null;
}

/** A page of messages; `next` is null on the last one. */
export interface MessagePage {
  readonly messages: readonly MessageSummary[];
  readonly next: MessageCursor | null;
}

/**
 * Messages, newest first, a page at a time. For operations and finance.
 * @throws ServiceError FORBIDDEN, UNAUTHENTICATED.
 */
export async function listMessages(ctx: Ctx, filter: MessageFilter = {}): Promise<MessagePage> {
  requireRole(ctx, "operations", "finance");
  return selectMessages(ctx, filter);
}

/** A page of messages for whom the caller has let through. */
export async function selectMessages(ctx: Ctx, filter: MessageFilter): Promise<MessagePage> {
  const limit = Math.min(Math.max(filter.limit ?? 50, 1), 200);
  const rows = await ctx.db
    .select(messageSummary)
    .from(ocpiMessages)
    .leftJoin(
      partners,
      and(eq(partners.tenantId, ocpiMessages.tenantId), eq(partners.id, ocpiMessages.partnerId)),
    )
    .where(and(eq(ocpiMessages.tenantId, ctx.tenantId), ...conditions(filter)))
    .orderBy(desc(ocpiMessages.occurredAt), desc(ocpiMessages.id))
    .limit(limit + 1);
  const messages = rows.slice(0, limit);
  const last = messages.at(-1);
  const hasMore = rows.length > limit && last !== undefined;
  return { messages, next: hasMore ? { occurredAt: last.occurredAt, id: last.id } : null };
}

function conditions(filter: MessageFilter): (SQL | undefined)[] {
  const { partnerId, direction, module, outcome, objectKey, from, to, after } = filter;
  return [
    partnerId && eq(ocpiMessages.partnerId, partnerId),
    direction && eq(ocpiMessages.direction, direction),
    module ? eq(ocpiMessages.module, module) : undefined,
    outcome && eq(ocpiMessages.outcome, outcome),
    filter.isTroubled
      ? inArray(ocpiMessages.outcome, ["rejected", "conflict", "failed"])
      : undefined,
    objectKey ? eq(ocpiMessages.objectKey, objectKey.toUpperCase()) : undefined,
    from && gte(ocpiMessages.occurredAt, from),
    to && lt(ocpiMessages.occurredAt, to),
    after &&
      sql`(${ocpiMessages.occurredAt}, ${ocpiMessages.id}) < (${after.occurredAt.toString()}::timestamptz, ${after.id}::uuid)`,
  ];
}
