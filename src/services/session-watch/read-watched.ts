import { and, eq, sql } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { isLanguage, type Language } from "@/core/language";
import type { Money } from "@/core/money/money";
import { idleAhead, type IdleAhead } from "@/core/rating/idle-ahead";
import { projectCharge } from "@/core/rating/project-charge";
import { decodeSession } from "@/core/roaming/json";
import type { WatchFacts } from "@/core/session-watch/decide-watch";
import { accountMembers } from "@/db/schema/accounts";
import { drivers, tokens } from "@/db/schema/drivers";
import { locations } from "@/db/schema/locations";
import { partners } from "@/db/schema/partners";
import { sessions, sessionWatches } from "@/db/schema/sessions";
import { users } from "@/db/schema/users";
import type { Ctx } from "@/services/context";
import { hasCdr as cdrHasCome } from "@/services/expected-cdrs/session-states";
import { readSessionTerms } from "@/services/sessions/read-session-terms";
import { readWanted } from "@/services/sessions/read-wanted";

/** Whoever charges: the member who holds the token, else the account's owner. */
export interface ToldPerson {
  readonly name: string;
  readonly email: string;
  readonly locale: Language;
}

/** A watched session with what is decided and told of. */
export interface Watched {
  readonly watch: typeof sessionWatches.$inferSelect;
  readonly session: typeof sessions.$inferSelect;
  readonly facts: WatchFacts;
  readonly idle: IdleAhead | null;
  /** When its operator last told that the car charges; null: it tells that it does not, or its price is not known. */
  readonly chargedOnAt: Temporal.Instant | null;
  readonly person: ToldPerson;
  readonly place: string;
  readonly operator: string;
  readonly timeZone: string;
}

/** Nothing is said any more of a session whose CPO has been silent this long. */
const LOST = { hours: 72 } as const;
/** How long the last power is taken to go on without a word from the CPO. */
const FRESH = { minutes: 15 } as const;

/** Reads a session's watch and what it is decided by; null where there is none. The session's row is the caller's. */
export async function readWatched(ctx: Ctx, sessionId: Id<"session">): Promise<Watched | null> {
  const row = await selectWatch(ctx, sessionId);
  if (!row) return null;
  const { watch, session, driver, member, operator } = row;
  const state = stateOf(ctx, row);
  const course = state === "lost" ? null : await readCourse(ctx, row);
  return {
    watch,
    session,
    facts: {
      state,
      startedAt: session.startedAt,
      endedAt: session.endedAt,
      heardAt: session.receivedAt,
      cost: course?.cost ?? null,
      idleFrom: state === "running" ? (course?.idle?.step.from ?? null) : null,
    },
    idle: course?.idle ?? null,
    chargedOnAt: state === "running" && course?.isCharging ? session.receivedAt : null,
    person:
      member?.state === "active"
        ? { ...member, locale: isLanguage(row.memberLocale) ? row.memberLocale : driver.locale }
        : driver,
    place: row.place ?? operator,
    operator,
    timeZone: row.timeZone ?? driver.timeZone,
  };
}

async function selectWatch(ctx: Ctx, sessionId: Id<"session">) {
  const [row] = await ctx.db
    .select({
      watch: sessionWatches,
      session: sessions,
      driver: drivers,
      member: accountMembers,
      memberLocale: users.locale,
      operator: partners.name,
      place: sql<string | null>`coalesce(${locations.name}, ${locations.address})`,
      country: locations.country,
      timeZone: locations.timeZone,
      hasCdr: sql<boolean>`${cdrHasCome}`,
    })
    .from(sessionWatches)
    .innerJoin(
      sessions,
      and(
        eq(sessions.tenantId, sessionWatches.tenantId),
        eq(sessions.id, sessionWatches.sessionId),
      ),
    )
    .innerJoin(
      drivers,
      and(eq(drivers.tenantId, sessions.tenantId), eq(drivers.id, sessionWatches.driverId)),
    )
    .innerJoin(
      partners,
      and(eq(partners.tenantId, sessions.tenantId), eq(partners.id, sessions.partnerId)),
    )
    .leftJoin(tokens, and(eq(tokens.tenantId, sessions.tenantId), eq(tokens.id, sessions.tokenId)))
    .leftJoin(
      accountMembers,
      and(eq(accountMembers.tenantId, tokens.tenantId), eq(accountMembers.id, tokens.memberId)),
    )
    .leftJoin(users, eq(users.id, accountMembers.userId))
    .leftJoin(
      locations,
      and(
        eq(locations.tenantId, sessions.tenantId),
        eq(locations.partnerId, sessions.partnerId),
        sql`${locations.ocpiIdUpper} = upper(${sessions.locationOcpiId})`,
      ),
    )
    .where(and(eq(sessionWatches.tenantId, ctx.tenantId), eq(sessionWatches.sessionId, sessionId)));
  return row ?? null;
}

function stateOf(
  ctx: Ctx,
  { session, hasCdr }: { readonly session: Watched["session"]; readonly hasCdr: boolean },
): WatchFacts["state"] {
  if (session.status === "INVALID") return "lost";
  if (session.status === "COMPLETED" || hasCdr) return "over";
  const isLost = Temporal.Instant.compare(session.receivedAt.add(LOST), ctx.clock.now()) < 0;
  return isLost ? "lost" : "running";
}

interface Course {
  readonly cost: Money | null;
  readonly idle: IdleAhead | null;
  readonly isCharging: boolean;
}

/** What it costs by now, and the idle fee that comes of how it goes. */
async function readCourse(
  ctx: Ctx,
  row: {
    readonly watch: Watched["watch"];
    readonly session: Watched["session"];
    readonly timeZone: string | null;
    readonly country: string | null;
  },
): Promise<Course | null> {
  const { watch, session: stored, timeZone, country } = row;
  const session = decodeSession(stored.core);
  const { driverId } = watch;
  const { partnerId } = stored;
  const terms = await readSessionTerms(ctx, {
    driverId,
    partnerId,
    core: session,
    timeZone,
    country,
  });
  if (!terms) return null;
  const { wanted } = await readWanted(ctx, stored);
  const now = ctx.clock.now();
  const input = { session, terms, timeZone, now, leaveAt: now, wanted };
  const live = projectCharge(input);
  const ahead = idleAhead(input);
  // Nobody is sent a warning by an estimate: the page shows it, and once the car has stopped it is known.
  const idle = ahead?.by === "taper" ? null : ahead;
  if (!live.ok) return { cost: null, idle, isCharging: false };
  const { soFar, projection, isCharging } = live.value;
  const isFresh = Temporal.Instant.compare(soFar.at.add(FRESH), now) > 0;
  const isOver = stored.status !== "ACTIVE";
  const counts = !isOver && (isFresh || !isCharging);
  return { cost: counts ? (projection ?? soFar).total : soFar.total, idle, isCharging };
}
