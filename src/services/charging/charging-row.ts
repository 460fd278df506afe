import { and, eq, inArray, sql } from "drizzle-orm";
import type { Id } from "@/core/ids";
import type { Json } from "@/core/roaming/json";
import {
  chargingRequestEvents,
  type ChargingRequestKind,
  chargingRequests,
  type ChargingRequestState,
} from "@/db/schema/charging";
import { newId } from "@/db/new-id";
import { actorName, writeAudit } from "@/services/audit/write-audit";
import { wakeGoal } from "@/services/charging-goals/goal-row";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";
import { wakeSiteOfSession } from "@/services/sites/wake-site";
import {
  type ChargingSignal,
  followCharging,
  isChargingOver,
  nextChargingLook,
} from "./charging-state";

/** Told when a wish for a session's charging waits to be sent. */
export const CHARGING_CHANNEL = "kvitt_charging";

type ChargingRow = typeof chargingRequests.$inferSelect;

/** A wish as it is made. */
export interface NewWish {
  readonly kind: ChargingRequestKind;
  readonly session: {
    readonly id: Id<"session">;
    readonly partnerId: Id<"partner">;
    readonly driverId: Id<"driver"> | null;
  };
  readonly wish: Json;
  /** The run of a site's planner that it comes from. */
  readonly sitePlanId?: Id<"sitePlan">;
}

function isOfProfiles(kind: ChargingRequestKind): boolean {
  return kind === "SET_PROFILE" || kind === "CLEAR_PROFILE";
}

/** Kinds of which the newest counts together: setting and clearing a profile speak of the same thing. */
function rivalsOf(kind: ChargingRequestKind): readonly ChargingRequestKind[] {
  return isOfProfiles(kind) ? ["SET_PROFILE", "CLEAR_PROFILE"] : [kind];
}

/**
 * Writes a wish with its audit row, lets it take the place of those that wait to be sent, and wakes the worker. The
 * same wish again, while it waits, is the same row; after a TOO_OFTEN a new one waits as long as the old one did.
 * Call it in a transaction that holds the session's row. Returns the wish's id.
 */
export async function insertWish(tx: Ctx, input: NewWish): Promise<Id<"other">> {
  const { kind, session, wish } = input;
  const waiting = await tx.db
    .select()
    .from(chargingRequests)
    .where(
      and(
        eq(chargingRequests.tenantId, tx.tenantId),
        eq(chargingRequests.sessionId, session.id),
        eq(chargingRequests.state, "created"),
        inArray(chargingRequests.kind, rivalsOf(kind)),
      ),
    )
    .for("update");
  const same = await findSame(tx, input);
  if (same) return same;
  const now = tx.clock.now();
  let dueAt = now;
  for (const row of waiting) {
    if (row.syncResult === "TOO_OFTEN" && row.dueAt) dueAt = row.dueAt;
    await moveWish(tx, row, { signal: { kind: "superseded" } });
  }
  const id = newId<"other">();
  await tx.db.insert(chargingRequests).values({
    tenantId: tx.tenantId,
    id,
    partnerId: session.partnerId,
    sessionId: session.id,
    driverId: session.driverId,
    kind,
    wish,
    requestedBy: actorName(tx.actor),
    sitePlanId: input.sitePlanId ?? null,
    createdAt: now,
    dueAt,
  });
  await tellOf(tx, id, "created", {});
  await writeAudit(tx, {
    action: `charging.${kind.toLowerCase()}`,
    subjectType: "charging_request",
    subjectId: id,
    detail: { partnerId: session.partnerId, sessionId: session.id },
  });
  await tx.db.execute(sql`select pg_notify(${CHARGING_CHANNEL}, '')`);
  return id;
}

/** The newest of its rivals, where it is the very same wish and not answered yet. */
async function findSame(tx: Ctx, { kind, session, wish }: NewWish): Promise<Id<"other"> | null> {
  const [newest] = await tx.db
    .select({
      id: chargingRequests.id,
      kind: chargingRequests.kind,
      state: chargingRequests.state,
      isSame: sql<boolean>`${chargingRequests.wish} = ${JSON.stringify(wish)}::text::jsonb`,
    })
    .from(chargingRequests)
    .where(
      and(
        eq(chargingRequests.tenantId, tx.tenantId),
        eq(chargingRequests.sessionId, session.id),
        inArray(chargingRequests.kind, rivalsOf(kind)),
      ),
    )
    .orderBy(sql`${chargingRequests.createdAt} desc, ${chargingRequests.id} desc`)
    .limit(1);
  const isOpen = newest && !isChargingOver(newest.kind, newest.state);
  return isOpen && newest.kind === kind && newest.isSame ? newest.id : null;
}

/** Adds to what was said of a wish. Its row is locked, or new. */
async function tellOf(
  tx: Ctx,
  requestId: Id<"other">,
  what: string,
  detail: Readonly<Record<string, unknown>>,
): Promise<void> {
  const { seq } = chargingRequestEvents;
  const [last] = await tx.db
    .select({ seq: sql<number>`coalesce(max(${seq}), 0)::int` })
    .from(chargingRequestEvents)
    .where(
      and(
        eq(chargingRequestEvents.tenantId, tx.tenantId),
        eq(chargingRequestEvents.requestId, requestId),
      ),
    );
  await tx.db.insert(chargingRequestEvents).values({
    tenantId: tx.tenantId,
    requestId,
    seq: (last?.seq ?? 0) + 1,
    at: tx.clock.now(),
    what,
    detail: { ...detail },
  });
}

/** Locks a wish. @throws ServiceError NOT_FOUND. */
export async function lockWish(tx: Ctx, id: Id<"other">): Promise<ChargingRow> {
  const [row] = await tx.db
    .select()
    .from(chargingRequests)
    .where(and(eq(chargingRequests.tenantId, tx.tenantId), eq(chargingRequests.id, id)))
    .for("update");
  if (!row) throw new ServiceError("NOT_FOUND", "There is no such request.");
  return row;
}

/** What a signal writes besides the state. */
export interface WishMove {
  readonly signal: ChargingSignal;
  readonly values?: Partial<
    Pick<
      ChargingRow,
      "sentAt" | "attempts" | "syncResult" | "answerDueAt" | "asyncResult" | "result" | "lastError"
    >
  >;
  readonly detail?: Readonly<Record<string, unknown>>;
}

/** Ends that open or close the way of the session's goal. */
const TELLS_OF_THE_WAY: ReadonlySet<ChargingRequestState> = new Set([
  "confirmed",
  "failed",
  "refused",
  "timeout",
]);

/** Lets a signal work on a locked wish and keeps it among its events. Says whether the state changed. */
export async function moveWish(tx: Ctx, row: ChargingRow, move: WishMove): Promise<boolean> {
  const { signal, values = {}, detail = {} } = move;
  const now = tx.clock.now();
  const { kind } = row;
  const state = followCharging(row, signal);
  const isMoved = state !== row.state;
  const moved = { kind, state, attempts: values.attempts ?? row.attempts };
  const answerDueAt = values.answerDueAt ?? row.answerDueAt;
  await tx.db
    .update(chargingRequests)
    .set({
      ...values,
      state,
      ...(isMoved && {
        dueAt: nextChargingLook(moved, answerDueAt, now),
        endedAt: isChargingOver(kind, state) ? now : null,
      }),
    })
    .where(and(eq(chargingRequests.tenantId, tx.tenantId), eq(chargingRequests.id, row.id)));
  await tellOf(tx, row.id, nameOf(signal, isMoved), detail);
  if (isMoved && TELLS_OF_THE_WAY.has(state)) {
    // The site before the goal, as where a goal is set: the other way round the two wait for each other.
    if (isOfProfiles(kind)) await wakeSiteOfSession(tx, row.sessionId, "confirmation");
    await wakeGoal(tx, row.sessionId);
  }
  return isMoved;
}

function nameOf(signal: ChargingSignal, isMoved: boolean): string {
  switch (signal.kind) {
    case "answered":
      return `sync:${signal.result}`;
    case "result":
      return `${isMoved ? "async" : "late"}:${signal.result}`;
    case "unanswered":
    case "turned-down":
    case "failed":
      return "error";
    case "time":
      return "timeout";
    case "sent":
    case "superseded":
      return signal.kind;
  }
}
