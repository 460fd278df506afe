import { and, asc, eq, gt, lte } from "drizzle-orm";

import type { Id } from "@/core/ids";
import type { Journal } from "@/core/ledger/journal";
import { withUse, type BenefitUse } from "@/core/plans/benefits";
import type { Plan } from "@/core/plans/plan";
import type { Allowance } from "@/core/plans/subscription-deed";
import { insertRows } from "@/db/insert-rows";
import { isOneOf } from "@/db/is-one-of";
import { benefitUses, subscriptionPeriods } from "@/db/schema/subscriptions";
import { updateRows } from "@/db/update-rows";
import type { Ctx } from "@/services/context";
import { readSubscriber, type PeriodRow } from "./load-subscription";
import { renewSubscription } from "./renew-subscription";

/** A charge that may have benefits: whose, by which plan, and when it began. */
export interface BenefitAsk {
  readonly driverId: Id<"driver"> | null;
  readonly plan: { readonly planVersionId: Id<"planVersion">; readonly plan: Plan } | null;
  readonly at: Temporal.Instant;
}

/** What of an allowance a charge can use. */
export interface HeldAllowance extends Allowance {
  readonly periodId: Id<"subscriptionPeriod">;
}

/** The allowances of a batch of charges, held until the transaction ends; what one uses the next has no more. */
export interface BenefitBook {
  /** The allowance of the period in which a charge began; null where there is none. */
  find(ask: BenefitAsk): HeldAllowance | null;
  use(chargeId: Id<"charge">, of: HeldAllowance, use: BenefitUse): void;
  /** Of periods that had begun and were not opened yet: to be posted with the charges'. */
  readonly journals: readonly (Journal | null)[];
  /** Stores what was used. The charges' rows must be there. */
  store(ctx: Ctx): Promise<void>;
}

const NOTHING: BenefitBook = {
  find: () => null,
  use: () => undefined,
  journals: [],
  store: () => Promise.resolve(),
};

/**
 * Holds the allowances that charges may use, in the caller's transaction. A late charge finds the period of its own
 * start, and one that comes before its period was opened opens it. Without drivers of a subscription: no statement.
 * Without `lock` nothing is held nor opened: for previews.
 */
export async function lockBenefits(
  ctx: Ctx,
  asks: readonly BenefitAsk[],
  options: { readonly lock: boolean } = { lock: true },
): Promise<BenefitBook> {
  const wanted = asks.flatMap((ask) =>
    ask.driverId && ask.plan?.plan.subscription ? [{ ...ask, driverId: ask.driverId }] : [],
  );
  if (wanted.length === 0) return NOTHING;
  const rows = await readPeriods(ctx, wanted, options);
  const missing = wanted.filter((ask) => !rows.some((row) => isOf(row, ask)));
  if (missing.length === 0 || !options.lock) return bookOf(rows, []);
  const journals = await openMissing(ctx, missing);
  return bookOf(await readPeriods(ctx, wanted, options), journals);
}

type Wanted = BenefitAsk & { readonly driverId: Id<"driver"> };

async function readPeriods(
  ctx: Ctx,
  wanted: readonly Wanted[],
  { lock }: { readonly lock: boolean },
): Promise<PeriodRow[]> {
  const [first, last] = [earliest(wanted), latest(wanted)];
  const select = ctx.db
    .select()
    .from(subscriptionPeriods)
    .where(
      and(
        eq(subscriptionPeriods.tenantId, ctx.tenantId),
        isOneOf(subscriptionPeriods.driverId, [...new Set(wanted.map(({ driverId }) => driverId))]),
        lte(subscriptionPeriods.startsAt, last),
        gt(subscriptionPeriods.endsAt, first),
      ),
    )
    .orderBy(asc(subscriptionPeriods.id));
  return lock ? select.for("update") : select;
}

const { compare } = Temporal.Instant;
const earliest = (all: readonly Wanted[]) =>
  all.map(({ at }) => at).reduce((a, b) => (compare(a, b) <= 0 ? a : b));
const latest = (all: readonly Wanted[]) =>
  all.map(({ at }) => at).reduce((a, b) => (compare(a, b) >= 0 ? a : b));

async function openMissing(ctx: Ctx, missing: readonly Wanted[]) {
  const byDriver = Map.groupBy(missing, ({ driverId }) => driverId);
  const journals: (Journal | null)[] = [];
  for (const [driverId, asks] of [...byDriver].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const driver = await readSubscriber(ctx, driverId, { lock: false });
    journals.push(...(await renewSubscription(ctx, driver, latest(asks))));
  }
  return journals;
}

function isOf(row: PeriodRow, { driverId, plan, at }: BenefitAsk): boolean {
  return (
    row.driverId === driverId &&
    row.planVersionId === plan?.planVersionId &&
    compare(row.startsAt, at) <= 0 &&
    compare(at, row.endsAt) < 0
  );
}

function bookOf(rows: readonly PeriodRow[], journals: readonly (Journal | null)[]): BenefitBook {
  const held = new Map(rows.map((row) => [row.id, row]));
  const uses: { chargeId: Id<"charge">; periodId: Id<"subscriptionPeriod">; use: BenefitUse }[] =
    [];
  return {
    journals,
    find: (ask) => {
      const row = [...held.values()].find((one) => isOf(one, ask));
      return row ? { ...row, periodId: row.id } : null;
    },
    use: (chargeId, { periodId }, use) => {
      const row = held.get(periodId);
      if (row) held.set(periodId, withUse(row, use, 1));
      uses.push({ chargeId, periodId, use });
    },
    store: async (ctx) => {
      const { tenantId } = ctx;
      const usedAt = ctx.clock.now();
      const used = new Set(uses.map(({ periodId }) => periodId));
      await insertRows(
        ctx.db,
        benefitUses,
        uses.map((one) => ({ tenantId, ...one, usedAt })),
      );
      await updateRows(
        ctx.db,
        subscriptionPeriods,
        ["tenantId", "id"],
        [...held.values()]
          .filter(({ id }) => used.has(id))
          .map(({ id, usedMicroKwh, usedStarts }) => ({ tenantId, id, usedMicroKwh, usedStarts })),
      );
    },
  };
}
