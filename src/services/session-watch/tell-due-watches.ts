import { and, eq, lte } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { decideWatch, type Cap, type Tell } from "@/core/session-watch/decide-watch";
import { commands } from "@/db/schema/commands";
import { sessions, sessionWatches } from "@/db/schema/sessions";
import { inTransaction } from "@/db/transaction";
import { stopSession } from "@/services/commands/stop-charge";
import type { Ctx } from "@/services/context";
import { writeNotifications } from "@/services/notifications/write-notification";
import { ServiceError } from "@/services/service-error";
import { defaultCap } from "./default-cap";
import { readWatched, type Watched } from "./read-watched";
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
  const notices = tells
    .filter(({ isOld }) => !isOld)
    .map(({ kind }) =>
      sessionNotice(tx, watched, kind === "capReached" && stop ? { kind, ...stop } : { kind }),
    );
  const late = await lateRefusal(tx, watched);
  await writeNotifications(tx, late ? [...notices, late] : notices);
  await change(tx, sessionId, {
    ...capColumns(watched),
    ...toldColumns(tells, now),
    ...(stop?.commandId && { stopCommandId: stop.commandId }),
    dueAt: lookAt,
    updatedAt: now,
  });
}

/** A limit for each charge is also what its driver is told of, unless he said something else. */
async function withDefaultCap(tx: Ctx, watched: Watched): Promise<Watched> {
  const { watch, facts, session } = watched;
  const isFirst = watch.startToldAt === null && watch.capMinor === null;
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

/** Asks for the end once, and says so; or says that it cannot. */
async function reach(
  tx: Ctx,
  { watch, session }: Watched,
): Promise<{ readonly outcome: CapOutcome; readonly commandId: Id<"other"> | null }> {
  if (watch.capAction === "tell") return { outcome: "told", commandId: null };
  const { driverId } = watch;
  try {
    const commandId = await stopSession(tx, { driverId, session, why: "cap" });
    return { outcome: "stopping", commandId };
  } catch (error) {
    if (error instanceof ServiceError && error.code === "PRECONDITION") {
      return { outcome: "refused", commandId: null };
    }
    throw error;
  }
}

/** The operator's "no" to our asking, while the session goes on: the driver must go there himself. Told once. */
async function lateRefusal(tx: Ctx, watched: Watched) {
  const { watch, facts } = watched;
  if (watch.stopCommandId === null || facts.state !== "running") return null;
  const [row] = await tx.db
    .select({ state: commands.state })
    .from(commands)
    .where(and(eq(commands.tenantId, tx.tenantId), eq(commands.id, watch.stopCommandId)));
  const isRefused = row && ["rejected", "failed", "timeout"].includes(row.state);
  return isRefused ? sessionNotice(tx, watched, { kind: "capReached", outcome: "refused" }) : null;
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
