import { and, eq } from "drizzle-orm";
import type { Id } from "@/core/ids";
import type { Cap } from "@/core/session-watch/decide-watch";
import { commands, type CommandState } from "@/db/schema/commands";
import { partners } from "@/db/schema/partners";
import { sessionWatches } from "@/db/schema/sessions";
import { takesCommands } from "@/services/commands/require-commands";
import type { Ctx } from "@/services/context";
import { type BeginningCap, defaultCap, standingCap, standingCaps } from "./default-cap";
import { timesAsked } from "./stop-asked";

/** The most that a running charge may cost, and what has come of it. */
export interface CapView {
  /** Null: none. */
  readonly cap: Cap | null;
  readonly reachedAt: Temporal.Instant | null;
  /** What became of our asking the operator to stop; null: nothing was asked. */
  readonly stop: CommandState | null;
  /** Whether the operator takes a command to stop. */
  readonly canStop: boolean;
  /** How often the operator was asked to stop since the cap was reached. */
  readonly asked: number;
  /** What each charge of the account begins with, in this charge's currency; null: nothing is set, or holds here. */
  readonly standing: BeginningCap | null;
  /** What is set for every charge and does not hold here: it is in another currency, and no rate is known. */
  readonly unheld: Cap | null;
  /** Whether the acting person may change that. */
  readonly mayStand: boolean;
}

/** A running charge's cap, before its first look the one that it will begin with. Whose it is, is the caller's to know. */
export async function readCap(
  ctx: Ctx,
  session: {
    readonly id: Id<"session">;
    readonly partnerId: Id<"partner">;
    readonly driverId: Id<"driver">;
    readonly tokenId: Id<"token"> | null;
    readonly currency: string;
  },
): Promise<CapView> {
  const [row] = await ctx.db
    .select({ canStop: takesCommands, watch: sessionWatches, stop: commands.state })
    .from(partners)
    .leftJoin(
      sessionWatches,
      and(eq(sessionWatches.tenantId, partners.tenantId), eq(sessionWatches.sessionId, session.id)),
    )
    .leftJoin(
      commands,
      and(
        eq(commands.tenantId, sessionWatches.tenantId),
        eq(commands.id, sessionWatches.stopCommandId),
      ),
    )
    .where(and(eq(partners.tenantId, ctx.tenantId), eq(partners.id, session.partnerId)));
  const watch = row?.watch ?? null;
  const [standing, others] = await Promise.all([
    standingCap(ctx, session),
    standingCaps(ctx, session.driverId),
  ]);
  const isSaid = watch !== null && (watch.startToldAt !== null || watch.capCurrency !== null);
  return {
    cap: isSaid ? capOf(watch) : await defaultCap(ctx, session),
    reachedAt: watch?.capReachedAt ?? null,
    stop: row?.stop ?? null,
    canStop: row?.canStop ?? false,
    asked: await timesAsked(ctx, { sessionId: session.id, since: watch?.capReachedAt ?? null }),
    standing,
    unheld: standing ? null : (others[0] ?? null),
    mayStand: ctx.actor.kind === "user" && ctx.actor.driverId === session.driverId,
  };
}

function capOf({
  capMinor,
  capCurrency,
  capAction,
}: typeof sessionWatches.$inferSelect): Cap | null {
  if (capMinor === null || capCurrency === null) return null;
  return { amountMinor: capMinor, currency: capCurrency, action: capAction };
}
