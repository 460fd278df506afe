import { and, desc, eq, gt, sql } from "drizzle-orm";
import { asId, type Id } from "@/core/ids";
import { newId } from "@/db/new-id";
import { messageReplays } from "@/db/schema/exchange";
import { auditEvents } from "@/db/schema/notifications";
import { type MessageOutcome, ocpiMessages } from "@/db/schema/partners";
import { inTransaction } from "@/db/transaction";
import { enqueue } from "@/queue/enqueue";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { type PullModule, pullModules } from "@/services/pulls/pull-module";
import { requireRole } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";

const REQUESTED = "message.replay_requested";
/** A request that has come to nothing by then is given up. */
const GIVEN_UP_AFTER = { hours: 1 } as const;

/** What partners push and we pull. */
const MODULES: ReadonlySet<string> = new Set(pullModules);
const OUTCOMES: ReadonlySet<MessageOutcome> = new Set(["rejected", "failed", "conflict"]);
const METHODS: ReadonlySet<string> = new Set(["POST", "PUT", "PATCH", "DELETE"]);

/** Whether a message can be sent through again: a partner's push that could not be used as it came. */
export function isReplayable(message: {
  readonly direction: "in" | "out";
  readonly module: string;
  readonly method: string;
  readonly outcome: MessageOutcome;
  readonly partnerId: string | null;
  readonly hasBody: boolean;
}): boolean {
  const { direction, module, method, outcome, partnerId, hasBody } = message;
  return (
    direction === "in" &&
    partnerId !== null &&
    MODULES.has(module) &&
    METHODS.has(method) &&
    OUTCOMES.has(outcome) &&
    (hasBody || method === "DELETE")
  );
}

/**
 * Asks for a failed message to be received again, as if it came now; the worker does it. For operations.
 * @throws ServiceError FORBIDDEN, NOT_FOUND, PRECONDITION (nothing to replay), CONFLICT (under way).
 */
export async function requestReplay(ctx: Ctx, messageId: Id<"message">): Promise<Id<"other">> {
  requireRole(ctx, "operations");
  return inTransaction(ctx, async (tx) => {
    const [message] = await tx.db
      .select({
        direction: ocpiMessages.direction,
        module: ocpiMessages.module,
        method: ocpiMessages.method,
        outcome: ocpiMessages.outcome,
        partnerId: ocpiMessages.partnerId,
        hasBody: sql<boolean>`${ocpiMessages.body} is not null`,
      })
      .from(ocpiMessages)
      .where(and(eq(ocpiMessages.tenantId, tx.tenantId), eq(ocpiMessages.id, messageId)))
      .for("update");
    if (!message) throw new ServiceError("NOT_FOUND", "There is no such message.");
    if (!isReplayable(message)) {
      throw new ServiceError("PRECONDITION", "This message cannot be received again.");
    }
    if (await isUnderWay(tx, messageId)) {
      throw new ServiceError("CONFLICT", "This message is being received again already.");
    }
    const replayId = newId<"other">();
    await writeAudit(tx, {
      action: REQUESTED,
      subjectType: "message",
      subjectId: messageId,
      detail: { replayId },
    });
    await enqueue(tx.db, "replay-message", {
      tenantId: tx.tenantId,
      id: `${messageId}:${replayId}`,
    });
    return replayId;
  });
}

const isOpen = (ctx: Ctx) =>
  and(
    eq(auditEvents.tenantId, ctx.tenantId),
    eq(auditEvents.subjectType, "message"),
    eq(auditEvents.action, REQUESTED),
    gt(auditEvents.occurredAt, ctx.clock.now().subtract(GIVEN_UP_AFTER)),
    sql`not exists (
      select from ${messageReplays} r
      where r.tenant_id = ${auditEvents.tenantId} and r.id = (${auditEvents.detail}->>'replayId')::uuid)`,
  );

/** Whether a replay of the message was asked for and has not ended. */
export async function isUnderWay(ctx: Ctx, messageId: Id<"message">): Promise<boolean> {
  const [open] = await ctx.db
    .select({ id: auditEvents.id })
    .from(auditEvents)
    .where(and(isOpen(ctx), eq(auditEvents.subjectId, messageId)))
    .limit(1);
  return open !== undefined;
}

/** Requests that wait, as the worker's jobs name them: `messageId:replayId`. The system's own. */
export async function findDueReplays(ctx: Ctx): Promise<readonly string[]> {
  const rows = await ctx.db
    .select({
      messageId: auditEvents.subjectId,
      replayId: sql<string>`${auditEvents.detail}->>'replayId'`,
    })
    .from(auditEvents)
    .where(isOpen(ctx))
    .orderBy(desc(auditEvents.occurredAt))
    .limit(100);
  return rows.map(({ messageId, replayId }) => `${messageId}:${replayId}`);
}

/** A message that is to be received again, and who asked. */
export interface ReplayRequest {
  readonly replayId: Id<"other">;
  readonly actor: string;
  readonly message: {
    readonly id: Id<"message">;
    readonly partnerId: Id<"partner">;
    readonly module: PullModule;
    readonly method: string;
    readonly url: string;
    readonly objectKey: string | null;
    readonly body: Uint8Array | null;
  };
}

/** Reads a request that waits; null where there is none, or it has ended. The system's own. */
export async function readReplayRequest(
  ctx: Ctx,
  ids: { readonly messageId: string; readonly replayId: string },
): Promise<ReplayRequest | null> {
  const [request] = await ctx.db
    .select({ actor: auditEvents.actor })
    .from(auditEvents)
    .where(
      and(
        isOpen(ctx),
        eq(auditEvents.subjectId, ids.messageId),
        sql`${auditEvents.detail}->>'replayId' = ${ids.replayId}`,
      ),
    );
  if (!request) return null;
  const [row] = await ctx.db
    .select()
    .from(ocpiMessages)
    .where(
      and(
        eq(ocpiMessages.tenantId, ctx.tenantId),
        eq(ocpiMessages.id, asId<"message">(ids.messageId)),
      ),
    );
  const module = pullModules.find((one) => one === row?.module);
  if (!row?.partnerId || !module) return null;
  const { id, partnerId, method, url, objectKey, body } = row;
  return {
    replayId: asId<"other">(ids.replayId),
    actor: request.actor,
    message: { id, partnerId, module, method, url, objectKey, body },
  };
}
