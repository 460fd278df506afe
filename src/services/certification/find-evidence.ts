import { and, asc, desc, eq, gte, inArray, lte, ne, type SQL, sql } from "drizzle-orm";
import { unionAll } from "drizzle-orm/pg-core";
import type { Id } from "@/core/ids";
import { cdrRatings, cdrs, type Verdict } from "@/db/schema/cdrs";
import { ocpiMessages as m } from "@/db/schema/partners";
import type { Ctx } from "@/services/context";
import type { Evidence, StepId } from "./certification-step";
import { stepMessages } from "./step-messages";

/** Whose messages of which time a run looks at. */
export interface RunWindow {
  readonly partnerId: Id<"partner">;
  readonly version: string;
  readonly startedAt: Temporal.Instant;
  readonly endedAt: Temporal.Instant | null;
}

/** What single messages show of a step. */
export interface StepEvidence {
  /** The first that shows that it works. */
  readonly shows: Evidence | null;
  /** The latest that shows that it was tried in vain. */
  readonly fails: Evidence | null;
}

const columns = {
  messageId: m.id,
  at: m.occurredAt,
  method: m.method,
  module: m.module,
  reasons: m.reasons,
};

/** The messages between the partner and us while the run lasted. */
function inWindow(ctx: Ctx, { partnerId, startedAt, endedAt }: RunWindow): SQL | undefined {
  return and(
    eq(m.tenantId, ctx.tenantId),
    eq(m.partnerId, partnerId),
    gte(m.occurredAt, startedAt),
    endedAt ? lte(m.occurredAt, endedAt) : undefined,
  );
}

/** For each step that single messages show: the first of them, and the latest attempt in vain. One statement. */
export async function findEvidence(
  ctx: Ctx,
  window: RunWindow,
): Promise<ReadonlyMap<StepId, StepEvidence>> {
  const steps = Object.entries(stepMessages(window.version)) as [
    StepId,
    { readonly shows: SQL | undefined; readonly fails: SQL | undefined },
  ][];
  const queries = steps.flatMap(([id, { shows, fails }]) => [
    oneOf(ctx, window, { mark: `${id} shows`, where: shows, isLatest: false }),
    oneOf(ctx, window, { mark: `${id} fails`, where: fails, isLatest: true }),
  ]);
  const [first, second, ...rest] = queries;
  if (!first || !second) return new Map();
  const rows = await unionAll(first, second, ...rest);
  const found = new Map(rows.map(({ mark, ...evidence }) => [mark, evidence]));
  return new Map(
    steps.map(([id]) => [
      id,
      { shows: found.get(`${id} shows`) ?? null, fails: found.get(`${id} fails`) ?? null },
    ]),
  );
}

function oneOf(
  ctx: Ctx,
  window: RunWindow,
  { mark, where, isLatest }: { mark: string; where: SQL | undefined; isLatest: boolean },
) {
  const order = isLatest ? desc : asc;
  // In brackets: an order and a limit of its own inside of the union.
  const inner = ctx.db
    .select({ ...columns, mark: sql<string>`${mark}::text`.as("mark") })
    .from(m)
    .where(and(inWindow(ctx, window), where && sql`(${where})`))
    .orderBy(order(m.occurredAt), order(m.id))
    .limit(1)
    .as("one");
  return ctx.db.select().from(inner);
}

/** The latest messages of the partner to modules that are about objects, newest first, with their notes. */
export async function findLatestMessages(
  ctx: Ctx,
  window: RunWindow,
  limit: number,
): Promise<readonly (Evidence & { readonly notes: readonly string[] })[]> {
  return ctx.db
    .select({ ...columns, notes: m.notes })
    .from(m)
    .where(
      and(
        inWindow(ctx, window),
        eq(m.direction, "in"),
        inArray(m.module, ["locations", "tariffs", "sessions", "cdrs", "tokens"]),
        sql`${m.url} like ${`/ocpi/${window.version}/%`}`,
      ),
    )
    .orderBy(desc(m.occurredAt), desc(m.id))
    .limit(limit);
}

/** The latest accepted exchange of credentials before the run's end, in either direction. */
export async function findHandshake(ctx: Ctx, window: RunWindow): Promise<StepEvidence> {
  const { partnerId, startedAt, endedAt } = window;
  const about = and(
    eq(m.tenantId, ctx.tenantId),
    eq(m.partnerId, partnerId),
    eq(m.module, "credentials"),
    inArray(m.method, ["POST", "PUT"]),
    endedAt ? lte(m.occurredAt, endedAt) : undefined,
  );
  const latest = (where: SQL | undefined) =>
    ctx.db
      .select(columns)
      .from(m)
      .where(and(about, where))
      .orderBy(desc(m.occurredAt), desc(m.id))
      .limit(1);
  const [[shows], [fails]] = await Promise.all([
    latest(eq(m.outcome, "accepted")),
    latest(and(ne(m.outcome, "accepted"), gte(m.occurredAt, startedAt))),
  ]);
  return { shows: shows ?? null, fails: fails ?? null };
}

/** A CDR that came in the run and was rated. */
export interface RatedCdr {
  readonly evidence: Evidence;
  readonly verdict: Verdict;
  readonly claimedMicro: bigint;
  readonly ownMicro: bigint | null;
  readonly currency: string;
}

/** The CDR of the run that came last among those that were rated. */
export async function findLatestRatedCdr(ctx: Ctx, window: RunWindow): Promise<RatedCdr | null> {
  const [row] = await ctx.db
    .select({
      ...columns,
      verdict: cdrRatings.verdict,
      claimedMicro: cdrs.claimedExclMicro,
      ownMicro: cdrRatings.ownExclMicro,
      currency: cdrs.currency,
    })
    .from(cdrs)
    .innerJoin(m, and(eq(m.tenantId, cdrs.tenantId), eq(m.id, cdrs.messageId)))
    .innerJoin(
      cdrRatings,
      and(eq(cdrRatings.tenantId, cdrs.tenantId), eq(cdrRatings.id, cdrs.ratingId)),
    )
    .where(and(inWindow(ctx, window), eq(cdrs.partnerId, window.partnerId)))
    .orderBy(desc(m.occurredAt), desc(m.id))
    .limit(1);
  if (!row) return null;
  const { verdict, claimedMicro, ownMicro, currency, ...evidence } = row;
  return { evidence, verdict, claimedMicro, ownMicro, currency };
}
