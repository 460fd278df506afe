import { and, count, desc, eq, gte } from "drizzle-orm";
import type { Id } from "@/core/ids";
import type { StopAsked } from "@/core/session-watch/decide-stop";
import { commands, type CommandState } from "@/db/schema/commands";
import type { Ctx } from "@/services/context";

const REFUSED: readonly CommandState[] = ["rejected", "failed", "timeout"];
const TAKEN: readonly CommandState[] = ["confirmed", "session"];

interface Asked {
  readonly sessionId: Id<"session">;
  /** When the cap was reached; null: it was not. */
  readonly since: Temporal.Instant | null;
}

/** How often an operator was asked to end a session since its cap was reached, by us or by the driver. */
export async function timesAsked(ctx: Ctx, asked: Asked): Promise<number> {
  if (asked.since === null) return 0;
  const [row] = await ctx.db
    .select({ times: count() })
    .from(commands)
    .where(stopsSince(ctx, asked.sessionId, asked.since));
  return row?.times ?? 0;
}

/** What became of it. Where nothing could be asked, that is a refusal at the moment when the cap was reached. */
export async function readStopAsked(
  ctx: Ctx,
  { sessionId, since }: { readonly sessionId: Id<"session">; readonly since: Temporal.Instant },
): Promise<StopAsked> {
  const [last] = await ctx.db
    .select({ state: commands.state, endedAt: commands.endedAt, createdAt: commands.createdAt })
    .from(commands)
    .where(stopsSince(ctx, sessionId, since))
    .orderBy(desc(commands.createdAt), desc(commands.id))
    .limit(1);
  if (!last) return { times: 0, state: "refused", since };
  const isIn = (states: readonly CommandState[]) => states.includes(last.state);
  return {
    times: await timesAsked(ctx, { sessionId, since }),
    state: isIn(REFUSED) ? "refused" : isIn(TAKEN) ? "taken" : "open",
    since: last.endedAt ?? last.createdAt,
  };
}

function stopsSince(ctx: Ctx, sessionId: Id<"session">, since: Temporal.Instant) {
  return and(
    eq(commands.tenantId, ctx.tenantId),
    eq(commands.sessionId, sessionId),
    eq(commands.kind, "STOP_SESSION"),
    gte(commands.createdAt, since),
  );
}
