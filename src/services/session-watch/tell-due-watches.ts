import { and, eq, lte } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { decideStop } from "@/core/session-watch/decide-stop";
import { decideWatch, type Cap, type Tell } from "@/core/session-watch/decide-watch";
import { sessions, sessionWatches } from "@/db/schema/sessions";
import { inTransaction } from "@/db/transaction";
import { stopSession } from "@/services/commands/stop-charge";
import type { Ctx } from "@/services/context";
import { writeNotifications } from "@/services/notifications/write-notification";
import { ServiceError } from "@/services/service-error";
import { defaultCap } from "./default-cap";
import { readWatched, type Watched } from "./read-watched";
import { readStopAsked } from "./stop-asked";
import { type CapOutcome, sessionNotice } from "./tell-of-session";

const MOST = 200;

type WatchChange = Partial<typeof sessionWatches.$inferInsert>;

/**
 * Looks at the sessions whose time has come: tells their drivers what is new, and asks for the end of one whose cap is
 * reached. Returns how many it looked at. The system's own.
 */
export async function tellDueWatches(ctx: Ctx): Promise<number> {
  const due = await ctx.db
    .select({ sessionId: sessionWatches.sessionId })
    .from(sessionWatches)
    .where(
      and(eq(sessionWatches.tenantId, ctx.tenantId), lte(sessionWatches.dueAt, ctx.clock.now())),
    )
    .orderBy(sessionWatches.dueAt)
    .limit(MOST);
  for (const { sessionId } of due) {
    try {
      await inTransaction(ctx, (tx) => look(tx, sessionId));
    } catch (error) {
      ctx.log.error({ err: error, sessionId }, "a session could not be looked at");
      await change(ctx, sessionId, { dueAt: ctx.clock.now().add({ minutes: 1 }) });
    }
  }
  return due.length;
}

/** The session's row first, as those do who store it. Whoever holds it wakes the watch again. */
async function look(tx: Ctx, sessionId: Id<"session">): Promise<void> {
  const [held] = await tx.db
    .select({ id: sessions.id })
    .from(sessions)
    .where(and(eq(sessions.tenantId, tx.tenantId), eq(sessions.id, sessionId)))
    .for("update", { skipLocked: true });
  if (!held) return;
  const first = await readWatched(tx, sessionId);
  if (!first || first.watch.dueAt === null) return;
  const watched = await withDefaultCap(tx, first);
  const { watch, facts } = watched;
  const now = tx.clock.now();
  const told = {
    start: watch.startToldAt,
    end: watch.endToldAt,
    idle: watch.idleToldAt,
    capNear: watch.capNearToldAt,
    capReached: watch.capReachedAt,
  };
  const { tells, lookAt } = decideWatch(facts, { cap: capOf(watched), told, now });
  const stop = tells.some(({ kind }) => kind === "capReached") ? await reach(tx, watched) : null;
  const again = stop ? null : await insist(tx, watched);
  const notices = tells
    .filter(({ isOld }) => !isOld)
    .map(({ kind }) =>
      sessionNotice(tx, watched, kind === "capReached" && stop ? { kind, ...stop } : { kind }),
    );
  const outcome = again?.tell;
  await writeNotifications(tx, [
    ...notices,
    ...(outcome ? [sessionNotice(tx, watched, { kind: "capReached", outcome })] : []),
  ]);
  const commandId = stop?.commandId ?? again?.commandId;
  await change(tx, sessionId, {
    ...capColumns(watched),
    ...toldColumns(tells, now),
    ...(commandId && { stopCommandId: commandId }),
    dueAt: lookAt,
    updatedAt: now,
  });
}

/** A limit for each charge is also what its driver is told of, unless he said something else. */
async function withDefaultCap(tx: Ctx, watched: Watched): Promise<Watched> {
  const { watch, facts, session } = watched;
  // A currency without an amount: he said that there is none.
  const isFirst = watch.startToldAt === null && watch.capCurrency === null;
  const currency = facts.cost?.currency ?? session.currency;
  const cap = isFirst
    ? await defaultCap(tx, { ...watch, tokenId: session.tokenId, currency })
    : null;
  if (!cap) return watched;
  const { amountMinor: capMinor, currency: capCurrency, action: capAction } = cap;
  return { ...watched, watch: { ...watch, capMinor, capCurrency, capAction } };
}

function capOf({ watch }: Watched): Cap | null {
  const { capMinor, capCurrency, capAction } = watch;
  if (capMinor === null || capCurrency === null) return null;
  return { amountMinor: capMinor, currency: capCurrency, action: capAction };
}

function capColumns({ watch }: Watched): WatchChange {
  const { capMinor, capCurrency, capAction } = watch;
  return { capMinor, capCurrency, capAction };
}

/** Asks for the end, and says so; or says that it cannot. */
async function reach(
  tx: Ctx,
  watched: Watched,
): Promise<{ readonly outcome: CapOutcome; readonly commandId: Id<"other"> | null }> {
  if (watched.watch.capAction === "tell") return { outcome: "told", commandId: null };
  const commandId = await askToStop(tx, watched);
  return { outcome: commandId ? "stopping" : "refused", commandId };
}

/** Null: its operator takes no commands from us now. */
async function askToStop(tx: Ctx, { watch, session }: Watched): Promise<Id<"other"> | null> {
  const { driverId } = watch;
  try {
    return await stopSession(tx, { driverId, session, why: "cap" });
  } catch (error) {
    if (error instanceof ServiceError && error.code === "PRECONDITION") return null;
    throw error;
  }
}

/** A charge that goes on beyond its cap: its driver is told, each thing once, and its operator asked again in time. */
async function insist(tx: Ctx, watched: Watched) {
  const { watch, facts, chargedOnAt } = watched;
  const { sessionId, capReachedAt: since } = watch;
  if (since === null || watch.capAction === "tell" || facts.state !== "running") return null;
  const last = await readStopAsked(tx, { sessionId, since });
  const { asksAgain, tell } = decideStop(last, { chargedOnAt, now: tx.clock.now() });
  return { tell, commandId: asksAgain ? await askToStop(tx, watched) : null };
}

function toldColumns(tells: readonly Tell[], now: Temporal.Instant): WatchChange {
  const columns: WatchChange = {};
  for (const { kind } of tells) {
    if (kind === "start") columns.startToldAt = now;
    if (kind === "end") columns.endToldAt = now;
    if (kind === "idleNear" || kind === "idleRuns") columns.idleToldAt = now;
    if (kind === "capNear" || kind === "capReached") columns.capNearToldAt = now;
    if (kind === "capReached") columns.capReachedAt = now;
  }
  return columns;
}

async function change(ctx: Ctx, sessionId: Id<"session">, values: WatchChange): Promise<void> {
  await ctx.db
    .update(sessionWatches)
    .set(values)
    .where(and(eq(sessionWatches.tenantId, ctx.tenantId), eq(sessionWatches.sessionId, sessionId)));
}
