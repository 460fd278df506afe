import { and, desc, eq, inArray, sql } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { messageReplays } from "@/db/schema/exchange";
import { type MessageOutcome, ocpiMessages } from "@/db/schema/partners";
import { users } from "@/db/schema/users";
import { type BodyDifference, diffBodies } from "@/services/cdrs/diff-bodies";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { isReplayable, isUnderWay } from "./replay-request";

/** One time that a message was received again. */
export interface Replay {
  readonly id: Id<"other">;
  /** The message that it made. */
  readonly replayedAs: Id<"message"> | null;
  /** Who asked, by name where one is known. */
  readonly actor: string;
  readonly replayedAt: Temporal.Instant;
  readonly outcome: MessageOutcome;
  /** Why it could not be used this time either. */
  readonly reasons: readonly string[];
  /** What it changed, value by value; `before` is null for what was not there. */
  readonly differences: readonly BodyDifference[];
  /** The object was not there before. */
  readonly isNew: boolean;
}

/** The replays of a message, and whether it can be replayed now. */
export interface Replays {
  readonly isReplayable: boolean;
  readonly isUnderWay: boolean;
  /** Newest first. */
  readonly replays: readonly Replay[];
}

/**
 * How often a message was received again and what that changed. For operations.
 * @throws ServiceError FORBIDDEN, NOT_FOUND.
 */
export async function listReplays(ctx: Ctx, messageId: Id<"message">): Promise<Replays> {
  requireRole(ctx, "operations");
  const [message] = await ctx.db
    .select({
      direction: ocpiMessages.direction,
      module: ocpiMessages.module,
      method: ocpiMessages.method,
      outcome: ocpiMessages.outcome,
      partnerId: ocpiMessages.partnerId,
      hasBody: sql<boolean>`${ocpiMessages.body} is not null`,
    })
    .from(ocpiMessages)
    .where(and(eq(ocpiMessages.tenantId, ctx.tenantId), eq(ocpiMessages.id, messageId)));
  if (!message) throw new ServiceError("NOT_FOUND", "There is no such message.");
  const rows = await ctx.db
    .select({
      replay: messageReplays,
      reasons: ocpiMessages.reasons,
      outcome: ocpiMessages.outcome,
    })
    .from(messageReplays)
    .leftJoin(
      ocpiMessages,
      and(
        eq(ocpiMessages.tenantId, messageReplays.tenantId),
        eq(ocpiMessages.id, messageReplays.replayedAs),
      ),
    )
    .where(and(eq(messageReplays.tenantId, ctx.tenantId), eq(messageReplays.messageId, messageId)))
    .orderBy(desc(messageReplays.replayedAt), desc(messageReplays.id))
    .limit(20);
  const names = await readNames(
    ctx,
    rows.map(({ replay }) => replay.actor),
  );
  return {
    isReplayable: isReplayable(message),
    isUnderWay: await isUnderWay(ctx, messageId),
    replays: rows.map(({ replay, reasons, outcome }) => {
      const { id, replayedAs, actor, replayedAt, change } = replay;
      const differences = diffBodies(JSON.stringify(change.before), JSON.stringify(change.after));
      return {
        id,
        replayedAs,
        actor: names.get(actor) ?? actor,
        replayedAt,
        outcome: outcome ?? "failed",
        reasons: reasons ?? [],
        differences: (differences ?? []).filter(({ path }) => path !== ""),
        isNew: change.before === null && change.after !== null,
      };
    }),
  };
}

async function readNames(ctx: Ctx, actors: readonly string[]): Promise<Map<string, string>> {
  const ids = actors.flatMap((actor) =>
    actor.startsWith("user:") ? [actor.slice("user:".length) as Id<"user">] : [],
  );
  if (ids.length === 0) return new Map();
  const rows = await ctx.db
    .select({ id: users.id, name: users.name, email: users.email })
    .from(users)
    .where(inArray(users.id, ids));
  return new Map(rows.map(({ id, name, email }) => [`user:${id}`, name ?? email]));
}
