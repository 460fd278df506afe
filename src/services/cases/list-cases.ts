import { and, asc, count, desc, eq, gt, isNull, lte, or, type SQL } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { money, type Money } from "@/core/money/money";
import { drivers } from "@/db/schema/drivers";
import { cases } from "@/db/schema/treasury";
import { readActorNames } from "@/services/audit/list-audit";
import { actorName } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { contains } from "@/services/reports/text-search";
import { requireRole } from "@/services/require-role";

const PAGE_SIZE = 50;

/** Ages of open cases, in whole days: from (inclusive) until (exclusive). */
export const caseAges = {
  day: [0, 1],
  week: [1, 7],
  month: [7, 30],
  older: [30, null],
} as const satisfies Record<string, readonly [number, number | null]>;
export type CaseAge = keyof typeof caseAges;

/** What is looked for among cases; open ones unless told. */
export interface CaseFilter {
  readonly state?: "open" | "closed" | undefined;
  readonly kind?: string | undefined;
  readonly age?: CaseAge | undefined;
  readonly owner?: "mine" | "nobody" | undefined;
  /** Part of what it is about or of the driver's name. */
  readonly text?: string | undefined;
  readonly page: number;
}

/** A case in the list. */
export interface CaseListItem {
  readonly id: Id<"case">;
  readonly kind: string;
  readonly state: "open" | "closed";
  readonly subjectType: string;
  readonly subjectId: string;
  readonly driverName: string | null;
  readonly amount: Money | null;
  readonly detail: Readonly<Record<string, string>>;
  readonly owner: string | null;
  readonly resolution: string | null;
  readonly openedAt: Temporal.Instant;
  readonly lastSeenAt: Temporal.Instant;
  readonly closedAt: Temporal.Instant | null;
  /** Whole days since it was opened, or how long it was open. */
  readonly ageDays: number;
}

/** A page of cases, oldest first, and how many open ones there are by age and by kind. */
export interface CasePage {
  readonly cases: readonly CaseListItem[];
  readonly ages: Readonly<Record<CaseAge, number>>;
  /** Kinds of cases there are, with how many of them are open. */
  readonly kinds: readonly { readonly kind: string; readonly open: number }[];
  readonly total: number;
  readonly page: number;
  readonly pageSize: number;
}

/**
 * Cases by a filter: open ones oldest first, closed ones by when they were closed. For finance and operations.
 * @throws ServiceError FORBIDDEN, UNAUTHENTICATED.
 */
export async function listCases(ctx: Ctx, filter: CaseFilter): Promise<CasePage> {
  requireRole(ctx, "finance", "operations");
  const state = filter.state ?? "open";
  const wanted = caseConditions(ctx, { ...filter, state });
  const sameDriver = and(eq(drivers.tenantId, cases.tenantId), eq(drivers.id, cases.driverId));
  const [rows, counted, ages, kinds] = await Promise.all([
    ctx.db
      .select({ found: cases, driverName: drivers.name })
      .from(cases)
      .leftJoin(drivers, sameDriver)
      .where(wanted)
      .orderBy(state === "open" ? asc(cases.openedAt) : desc(cases.closedAt), asc(cases.id))
      .limit(PAGE_SIZE)
      .offset((filter.page - 1) * PAGE_SIZE),
    ctx.db.select({ n: count() }).from(cases).leftJoin(drivers, sameDriver).where(wanted),
    countAges(ctx),
    listKinds(ctx),
  ]);
  const owners = rows.flatMap(({ found }) => (found.owner === null ? [] : [found.owner]));
  const names = await readActorNames(ctx, owners);
  const now = ctx.clock.now();
  return {
    cases: rows.map(({ found, driverName }) => ({
      ...caseItem(found, now),
      driverName,
      owner: found.owner && (names.get(found.owner) ?? found.owner),
    })),
    ages,
    kinds,
    total: counted[0]?.n ?? 0,
    page: filter.page,
    pageSize: PAGE_SIZE,
  };
}

/** How many cases are open, and since when the oldest is. */
export async function countOpenCases(
  ctx: Ctx,
): Promise<{ readonly count: number; readonly oldest: Temporal.Instant | null }> {
  const open = and(eq(cases.tenantId, ctx.tenantId), eq(cases.state, "open"));
  const [[counted], [first]] = await Promise.all([
    ctx.db.select({ n: count() }).from(cases).where(open),
    ctx.db
      .select({ openedAt: cases.openedAt })
      .from(cases)
      .where(open)
      .orderBy(asc(cases.openedAt))
      .limit(1),
  ]);
  return { count: counted?.n ?? 0, oldest: first?.openedAt ?? null };
}

/** A stored case in words that every list needs. */
export function caseItem(found: typeof cases.$inferSelect, now: Temporal.Instant) {
  const { amountMinor, currency, closedAt, openedAt } = found;
  return {
    id: found.id,
    kind: found.kind,
    state: found.state,
    subjectType: found.subjectType,
    subjectId: found.subjectId,
    amount: amountMinor !== null && currency !== null ? money(amountMinor, currency) : null,
    detail: found.detail,
    resolution: found.resolution,
    openedAt,
    lastSeenAt: found.lastSeenAt,
    closedAt,
    ageDays: Math.floor(openedAt.until(closedAt ?? now).total("hours") / 24),
  };
}

function caseConditions(ctx: Ctx, filter: CaseFilter): SQL | undefined {
  const { state, kind, age, owner, text } = filter;
  return and(
    eq(cases.tenantId, ctx.tenantId),
    state && eq(cases.state, state),
    kind ? eq(cases.kind, kind) : undefined,
    age ? ageCondition(ctx, age) : undefined,
    owner === "mine" ? eq(cases.owner, actorName(ctx.actor)) : undefined,
    owner === "nobody" ? isNull(cases.owner) : undefined,
    text
      ? or(contains(cases.subjectId, text), contains(drivers.name, text), contains(cases.key, text))
      : undefined,
  );
}

function ageCondition(ctx: Ctx, age: CaseAge): SQL | undefined {
  const [from, until] = caseAges[age];
  const before = (days: number) => ctx.clock.now().subtract({ hours: 24 * days });
  return and(
    lte(cases.openedAt, before(from)),
    until === null ? undefined : gt(cases.openedAt, before(until)),
  );
}

async function countAges(ctx: Ctx): Promise<Record<CaseAge, number>> {
  const of = async (age: CaseAge) => {
    const [row] = await ctx.db
      .select({ n: count() })
      .from(cases)
      .where(
        and(eq(cases.tenantId, ctx.tenantId), eq(cases.state, "open"), ageCondition(ctx, age)),
      );
    return row?.n ?? 0;
  };
  const [day, week, month, older] = await Promise.all([
    of("day"),
    of("week"),
    of("month"),
    of("older"),
  ]);
  return { day, week, month, older };
}

async function listKinds(ctx: Ctx): Promise<CasePage["kinds"]> {
  const rows = await ctx.db
    .select({ kind: cases.kind, open: count() })
    .from(cases)
    .where(and(eq(cases.tenantId, ctx.tenantId), eq(cases.state, "open")))
    .groupBy(cases.kind)
    .orderBy(asc(cases.kind));
  return rows;
}
