import { and, asc, eq, gt, gte, inArray, isNull, lt, or, sql, type SQL } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { invariant } from "@/core/invariant";
import { allowanceBook, type AllowanceBook } from "@/core/plans/allowance-book";
import { draftProblems } from "@/core/plans/draft-problems";
import { planOfDraft, type PlanDraft } from "@/core/plans/plan-draft";
import {
  effectOnCharge,
  mergeEffects,
  NO_EFFECT,
  type ChargeEffect,
  type PlanEffect,
} from "@/core/plans/plan-effect";
import type { Cdr } from "@/core/roaming/cdr";
import { decodeCdr } from "@/core/roaming/json";
import { isOneOf } from "@/db/is-one-of";
import { cdrs } from "@/db/schema/cdrs";
import { drivers } from "@/db/schema/drivers";
import { charges } from "@/db/schema/plans";
import { newId } from "@/db/new-id";
import { loadRatingFacts, type RatingFacts } from "@/services/cdrs/load-rating-facts";
import { priceCharge } from "@/services/cdrs/price-charge";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { inScope, type EffectScope } from "./effect-scope";
import { feeEffects } from "./fee-effects";
import type { PlanInForce } from "./find-plan-in-force";
import { lastMonths, presentOf } from "./next-period";
import { reasonCode } from "./reason-code";

/** So many charges, and those of the last driver whole, are priced at once: an answer within a second. */
const BATCH = 200;

/** Prices to try on last month's charges. `after` is the `next` of the answer before: drivers come one after another. */
export interface EffectAsk {
  readonly draft: PlanDraft;
  readonly scope: EffectScope;
  readonly after: Id<"driver"> | null;
}

/** A part of the effect; `next` is null with the last one. */
export interface EffectPart {
  readonly effect: PlanEffect;
  readonly charges: number;
  /** Charges in all parts; counted with the first one only. */
  readonly total: number | null;
  readonly next: Id<"driver"> | null;
}

/**
 * What a draft would have done to the charges of the month that is over on each driver's wall clock: every one priced
 * again from what was accepted and known when it was rated, what a subscription includes taken off in the order of the
 * charges, and what its fees would be. Promised prices are left out on both sides, because under
 * another plan others would have been promised. Nothing is stored.
 * @throws ServiceError FORBIDDEN, INVALID.
 */
export async function previewEffect(ctx: Ctx, ask: EffectAsk): Promise<EffectPart> {
  requireRole(ctx, "finance");
  const [problem] = draftProblems(ask.draft);
  if (problem) throw new ServiceError("INVALID", "The plan cannot be meant so.", { ...problem });
  const wanted = await wantedCharges(ctx, ask.scope);
  const isFirst = ask.after === null;
  const page = await nextDrivers(ctx, wanted, ask.after);
  const [rows, total, fees] = await Promise.all([
    readCharges(ctx, wanted, page.ids),
    isFirst ? countCharges(ctx, wanted) : null,
    isFirst ? feeEffects(ctx, ask) : [],
  ]);
  const ratable = rows.map(({ cdr: row }) => ({ row, cdr: decodeCdr(row.core) }));
  const facts = await loadRatingFacts(ctx, ratable);
  const plan = planInForce(ctx, ask.draft);
  const bookOf = await allowanceBooks(ctx, ask.draft);
  const effects = rows.map((row, index) => {
    const [cdr, known] = [ratable[index]?.cdr, facts[index]];
    invariant(cdr && known, "a charge has no facts");
    return effectOf(row, { cdr, facts: known, plan, book: bookOf(row.driver) });
  });
  return {
    effect: effects.reduce(mergeEffects, { ...NO_EFFECT, fees }),
    charges: rows.length,
    total,
    next: page.next,
  };
}

function planInForce(ctx: Ctx, draft: PlanDraft): PlanInForce {
  const party = { countryCode: "XX", partyId: "XXX" };
  const plan = planOfDraft(draft, { party, tariffId: "DRAFT", at: presentOf(ctx) });
  return { planVersionId: newId<"planVersion">(), kind: "postpaid", name: "", plan };
}

type Row = Awaited<ReturnType<typeof readCharges>>[number];

function effectOf(
  { charge, cdr: row, driver }: Row,
  given: {
    readonly cdr: Cdr;
    readonly facts: RatingFacts;
    readonly plan: PlanInForce;
    readonly book: AllowanceBook | null;
  },
): PlanEffect {
  const { cdr, facts, plan, book } = given;
  const priced = priceCharge({
    cdr,
    plan,
    facts: { ...facts, lock: null },
    acceptedCostMinor: row.acceptedCostMinor,
    verdict: row.verdict ?? "match",
    allowance: book?.at(charge.servicedAt) ?? null,
  });
  const promised = charge.billGrossMinor === null ? 0 : 1;
  const nothing = { ...NO_EFFECT, promised };
  if (!priced.ok) {
    return { ...nothing, unpriced: [{ reason: reasonCode(priced.reason), charges: 1 }] };
  }
  if (priced.value.price === null)
    return { ...nothing, unpriced: [{ reason: "cost-not-accepted", charges: 1 }] };
  const { use } = priced.value.price;
  if (book && use) book.use(charge.servicedAt, use);
  const beforeMinor = charge.billGrossMinor ?? charge.grossMinor ?? 0n;
  const afterMinor = priced.value.price.grossMinor;
  const { currency } = priced.value;
  if (currency !== charge.currency) {
    const moved = { from: charge.currency, to: currency, charges: 1, beforeMinor, afterMinor };
    return { ...nothing, moved: [moved] };
  }
  const one: ChargeEffect = {
    cdrId: row.id,
    driverName: driver.name,
    place: cdr.cdrLocation.name ?? cdr.cdrLocation.address,
    servicedAt: charge.servicedAt.toString(),
    timeZone: driver.timeZone,
    currency,
    beforeMinor,
    afterMinor,
  };
  return { ...effectOnCharge(one), promised };
}

/** The drivers whose charges come next, so many that a batch is full; each driver's month is priced in one piece. */
async function nextDrivers(
  ctx: Ctx,
  wanted: SQL | undefined,
  after: Id<"driver"> | null,
): Promise<{ readonly ids: readonly Id<"driver">[]; readonly next: Id<"driver"> | null }> {
  const rows = await ctx.db
    .select({ id: drivers.id, charges: sql<number>`count(*)::int` })
    .from(charges)
    .innerJoin(drivers, sameDriver)
    .innerJoin(cdrs, sameCdr)
    .where(and(wanted, after === null ? undefined : gt(drivers.id, after)))
    .groupBy(drivers.id)
    .orderBy(asc(drivers.id))
    .limit(BATCH);
  let taken = 0;
  const ids: Id<"driver">[] = [];
  for (const row of rows) {
    if (taken >= BATCH) return { ids, next: ids.at(-1) ?? null };
    taken += row.charges;
    ids.push(row.id);
  }
  return { ids, next: rows.length === BATCH ? (ids.at(-1) ?? null) : null };
}

async function readCharges(ctx: Ctx, wanted: SQL | undefined, ids: readonly Id<"driver">[]) {
  if (ids.length === 0) return [];
  return ctx.db
    .select({
      charge: charges,
      cdr: cdrs,
      driver: {
        id: drivers.id,
        name: drivers.name,
        timeZone: drivers.timeZone,
        currency: drivers.currency,
      },
    })
    .from(charges)
    .innerJoin(drivers, sameDriver)
    .innerJoin(cdrs, sameCdr)
    .where(and(wanted, isOneOf(drivers.id, ids)))
    .orderBy(asc(drivers.id), asc(charges.servicedAt), asc(charges.id));
}

/** For each driver the allowance of last month that the draft would have given him; null without a subscription. */
async function allowanceBooks(
  ctx: Ctx,
  { subscription: terms }: PlanDraft,
): Promise<(driver: Row["driver"]) => AllowanceBook | null> {
  if (!terms) return () => null;
  const months = await lastMonths(ctx);
  const books = new Map<string, AllowanceBook>();
  return ({ id, timeZone }) => {
    const month = months.get(timeZone);
    if (!month) return null;
    const known = books.get(id) ?? allowanceBook(terms, 0n, [month], timeZone);
    books.set(id, known);
    return known;
  };
}

async function countCharges(ctx: Ctx, wanted: SQL | undefined): Promise<number> {
  const [row] = await ctx.db
    .select({ total: sql<number>`count(*)::int` })
    .from(charges)
    .innerJoin(drivers, sameDriver)
    .innerJoin(cdrs, sameCdr)
    .where(wanted);
  return row?.total ?? 0;
}

const sameDriver = and(eq(drivers.tenantId, charges.tenantId), eq(drivers.id, charges.driverId));
const sameCdr = and(eq(cdrs.tenantId, charges.tenantId), eq(cdrs.id, charges.cdrId));

/** Last month's booked charges in the scope, but for those that were taken back. */
async function wantedCharges(ctx: Ctx, scope: EffectScope): Promise<SQL | undefined> {
  const months = await lastMonths(ctx);
  const inMonth = [...months].map(([zone, { start, end }]) =>
    and(eq(drivers.timeZone, zone), gte(charges.servicedAt, start), lt(charges.servicedAt, end)),
  );
  if (inMonth.length === 0) return sql`false`;
  const isInScope = inScope(ctx, scope);
  return and(
    eq(charges.tenantId, ctx.tenantId),
    inArray(charges.state, ["open", "drafted", "invoiced", "settled"]),
    isNull(cdrs.creditedByCdrId),
    or(...inMonth),
    isInScope,
  );
}
