import { and, asc, eq, gt, gte, inArray, isNull, lt, or, sql, type SQL } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { invariant } from "@/core/invariant";
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
import { cdrs } from "@/db/schema/cdrs";
import { drivers } from "@/db/schema/drivers";
import { charges, driverPlans, planVersions } from "@/db/schema/plans";
import { newId } from "@/db/new-id";
import { loadRatingFacts, type RatingFacts } from "@/services/cdrs/load-rating-facts";
import { priceCharge } from "@/services/cdrs/price-charge";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import type { PlanInForce } from "./find-plan-in-force";
import { lastMonths, presentOf } from "./next-period";

/** So many charges are priced at once: an answer within a second. */
const BATCH = 200;

/** Whose charges of last month: of the drivers who are on a plan now, or of one driver. */
export type EffectScope = { readonly planId: Id<"plan"> } | { readonly driverId: Id<"driver"> };

/** Prices to try on last month's charges. `after` is the `next` of the answer before. */
export interface EffectAsk {
  readonly draft: PlanDraft;
  readonly scope: EffectScope;
  readonly after: Id<"charge"> | null;
}

/** A part of the effect; `next` is null with the last one. */
export interface EffectPart {
  readonly effect: PlanEffect;
  readonly charges: number;
  /** Charges in all parts; counted with the first one only. */
  readonly total: number | null;
  readonly next: Id<"charge"> | null;
}

/**
 * What a draft would have done to the charges of the month that is over on each driver's wall clock: every one priced
 * again from what was accepted and known when it was rated. Promised prices are left out on both sides, because under
 * another plan others would have been promised. Nothing is stored.
 * @throws ServiceError FORBIDDEN, INVALID.
 */
export async function previewEffect(ctx: Ctx, ask: EffectAsk): Promise<EffectPart> {
  requireRole(ctx, "finance");
  const [problem] = draftProblems(ask.draft);
  if (problem) throw new ServiceError("INVALID", "The plan cannot be meant so.", { ...problem });
  const wanted = await wantedCharges(ctx, ask.scope);
  const [rows, total] = await Promise.all([
    readCharges(ctx, wanted, ask.after),
    ask.after === null ? countCharges(ctx, wanted) : null,
  ]);
  const ratable = rows.map(({ cdr: row }) => ({ row, cdr: decodeCdr(row.core) }));
  const facts = await loadRatingFacts(ctx, ratable);
  const plan = planInForce(ctx, ask.draft);
  const effects = rows.map((row, index) => {
    const [cdr, known] = [ratable[index]?.cdr, facts[index]];
    invariant(cdr && known, "a charge has no facts");
    return effectOf(row, { cdr, facts: known, plan });
  });
  const last = rows.length === BATCH ? rows.at(-1) : undefined;
  return {
    effect: effects.reduce(mergeEffects, NO_EFFECT),
    charges: rows.length,
    total,
    next: last?.charge.id ?? null,
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
  given: { readonly cdr: Cdr; readonly facts: RatingFacts; readonly plan: PlanInForce },
): PlanEffect {
  const { cdr, facts, plan } = given;
  const priced = priceCharge({
    cdr,
    plan,
    facts: { ...facts, lock: null },
    acceptedCostMinor: row.acceptedCostMinor,
    verdict: row.verdict ?? "match",
    allowance: null,
  });
  const promised = charge.billGrossMinor === null ? 0 : 1;
  const nothing = { ...NO_EFFECT, promised };
  if (!priced.ok) {
    const [reason = ""] = priced.reason.split(/: /, 1);
    const code = reason === "driver-price" ? priced.reason.slice("driver-price: ".length) : reason;
    return { ...nothing, unpriced: [{ reason: code, charges: 1 }] };
  }
  if (priced.value.price === null)
    return { ...nothing, unpriced: [{ reason: "cost-not-accepted", charges: 1 }] };
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

async function readCharges(ctx: Ctx, wanted: SQL | undefined, after: Id<"charge"> | null) {
  return ctx.db
    .select({
      charge: charges,
      cdr: cdrs,
      driver: { name: drivers.name, timeZone: drivers.timeZone },
    })
    .from(charges)
    .innerJoin(drivers, sameDriver)
    .innerJoin(cdrs, sameCdr)
    .where(and(wanted, after === null ? undefined : gt(charges.id, after)))
    .orderBy(asc(charges.id))
    .limit(BATCH);
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
  const now = presentOf(ctx).toString();
  const isInScope =
    "driverId" in scope
      ? eq(drivers.id, scope.driverId)
      : sql`exists (
          select 1 from ${driverPlans} p
          join ${planVersions} v on v.tenant_id = p.tenant_id and v.id = p.plan_version_id
          where p.tenant_id = ${drivers.tenantId} and p.driver_id = ${drivers.id}
            and v.plan_id = ${scope.planId} and p.valid_from <= ${now}::timestamptz
            and (p.valid_to is null or p.valid_to > ${now}::timestamptz))`;
  return and(
    eq(charges.tenantId, ctx.tenantId),
    inArray(charges.state, ["open", "drafted", "invoiced"]),
    isNull(cdrs.creditedByCdrId),
    or(...inMonth),
    isInScope,
  );
}
