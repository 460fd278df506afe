import { and, asc, eq, gte, inArray, sql } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { decodeProfile } from "@/core/smart-charging/charging-profile";
import type {
  NewestWish,
  Steering,
  ToldProfile,
} from "@/core/smart-charging/site-state/site-state";
import { chargingRequests } from "@/db/schema/charging";
import type { Ctx } from "@/services/context";

type Row = typeof chargingRequests.$inferSelect;

/** What the stations of sessions were told since they last confirmed something, by session. */
export async function readSteerings(
  ctx: Ctx,
  ids: readonly Id<"session">[],
): Promise<ReadonlyMap<string, Steering>> {
  const rows = await ctx.db
    .select()
    .from(chargingRequests)
    .where(
      and(
        eq(chargingRequests.tenantId, ctx.tenantId),
        inArray(chargingRequests.sessionId, [...ids]),
        inArray(chargingRequests.kind, ["SET_PROFILE", "CLEAR_PROFILE"]),
        sql`not exists (
          select 1 from charging_requests c
          where c.tenant_id = ${chargingRequests.tenantId} and c.session_id = ${chargingRequests.sessionId}
            and c.kind in ('SET_PROFILE', 'CLEAR_PROFILE') and c.state = 'confirmed'
            and (c.created_at, c.id) > (${chargingRequests.createdAt}, ${chargingRequests.id}))`,
      ),
    )
    .orderBy(asc(chargingRequests.createdAt), asc(chargingRequests.id));
  const told = Map.groupBy(rows, ({ sessionId }) => sessionId);
  const past = Map.groupBy(await readPast(ctx, ids), ({ sessionId }) => sessionId);
  return new Map(
    ids.map((id) => {
      const steering = steeringOf(told.get(id) ?? []);
      const before = (past.get(id) ?? [])
        .map((row) => toTold(row, row.endedAt ?? row.createdAt))
        .filter(({ requestId }) => requestId !== steering.confirmed?.requestId);
      return [id, { ...steering, past: before }];
    }),
  );
}

/** What stations confirmed within the time that their meters are read for. */
async function readPast(ctx: Ctx, ids: readonly Id<"session">[]): Promise<readonly Row[]> {
  return ctx.db
    .select()
    .from(chargingRequests)
    .where(
      and(
        eq(chargingRequests.tenantId, ctx.tenantId),
        inArray(chargingRequests.sessionId, [...ids]),
        inArray(chargingRequests.kind, ["SET_PROFILE", "CLEAR_PROFILE"]),
        eq(chargingRequests.state, "confirmed"),
        gte(chargingRequests.createdAt, ctx.clock.now().subtract(READ_BACK)),
      ),
    )
    .orderBy(asc(chargingRequests.createdAt), asc(chargingRequests.id));
}

/** Longer than a profile is held without being sent anew, and than samples are looked at. */
const READ_BACK = { hours: 3 } as const;

/** What a session's wishes come to: the last that was confirmed and all newer ones, oldest first. */
function steeringOf(rows: readonly Row[]): Omit<Steering, "past"> {
  const confirmed = rows.find(({ state }) => state === "confirmed");
  const newest = rows.findLast(({ state }) => state !== "superseded");
  const backsOff = newest?.state === "created" && newest.syncResult === "TOO_OFTEN";
  return {
    confirmed: confirmed ? toTold(confirmed, confirmed.endedAt ?? confirmed.createdAt) : null,
    unanswered: rows.filter(mayBeDone).map((row) => toTold(row, row.createdAt)),
    newest: newest ? newestOf(newest, rows) : null,
    backsOffUntil: backsOff ? newest.dueAt : null,
  };
}

/** Whether a station may do what was wished without having said so: it was sent, or will be, and nobody said no. */
function mayBeDone({ state, sentAt, syncResult, attempts }: Row): boolean {
  switch (state) {
    case "created":
    case "sent":
    case "accepted":
    case "timeout":
      return true;
    case "failed":
      return sentAt !== null;
    case "superseded":
      // Sent once and turned away as too often: nobody has it.
      return sentAt !== null && !(syncResult === "TOO_OFTEN" && attempts === 1);
    case "refused":
      // An earlier time that it was sent may have been taken without an answer.
      return attempts > 1;
    case "confirmed":
      return false;
  }
}

function standsOf({ state }: Row): "under-way" | "done" | "not-done" {
  if (state === "confirmed") return "done";
  return state === "created" || state === "sent" || state === "accepted" ? "under-way" : "not-done";
}

function newestOf(newest: Row, rows: readonly Row[]): NewestWish {
  const stands = standsOf(newest);
  if (stands === "under-way") return { stands, since: newest.createdAt };
  const since = newest.endedAt ?? newest.createdAt;
  if (stands === "done") return { stands, since };
  // One that was overtaken before it was answered says neither yes nor no.
  const answered = rows.filter(({ state }) => state !== "superseded");
  const before = answered.findLastIndex((row) => standsOf(row) !== "not-done");
  return { stands, since, inARow: answered.length - 1 - before };
}

function toTold({ id, kind, wish }: Row, at: Temporal.Instant): ToldProfile {
  return { requestId: id, profile: kind === "SET_PROFILE" ? decodeProfile(wish) : null, at };
}
