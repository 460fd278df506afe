import { and, eq } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { allowanceBook, type AllowanceBook } from "@/core/plans/allowance-book";
import { billingMonthOf, billingPeriodAt } from "@/core/plans/billing-period";
import type { Plan } from "@/core/plans/plan";
import { sumReplay, type PlanReplay, type ReplayedCharge } from "@/core/plans/plan-replay";
import { termsIn } from "@/core/plans/subscription-terms";
import { contains, type Period } from "@/core/time/period";
import { billItems, type BillItemKind } from "@/db/schema/subscriptions";
import { decideItemVat } from "@/services/bill-items/decide-item-vat";
import { priceCharge } from "@/services/cdrs/price-charge";
import type { Ctx } from "@/services/context";
import { readSubscriber, type SubscribedDriver } from "@/services/subscriptions/load-subscription";
import { requireOwnOrFinance } from "@/services/subscriptions/read-move-state";
import { findPlanInForce, type PlanInForce } from "./find-plan-in-force";
import { listOfferedVersions, type OfferedVersion } from "./list-offered-versions";
import { presentOf } from "./next-period";
import { reasonCode } from "./reason-code";
import { readReplayCharges, type ReplayCharge } from "./read-replay-charges";

/** A plan with what it would have come to. */
export interface ComparedPlan {
  readonly planId: Id<"plan">;
  readonly planVersionId: Id<"planVersion">;
  readonly name: string;
  readonly kind: PlanInForce["kind"];
  readonly plan: Plan;
  readonly isCurrent: boolean;
  readonly isOffered: boolean;
  /** Null where the plan is not sold in the driver's currency. */
  readonly replay: PlanReplay | null;
}

/** All plans that a driver could be on, replayed over his own months. */
export interface PlanComparison {
  readonly currency: string;
  /** "2026-01", oldest first: those of the last twelve that are over and in which he was here. */
  readonly months: readonly string[];
  readonly charges: number;
  /** What he paid for charges and subscriptions in these months, VAT included. */
  readonly paidMinor: bigint;
  readonly paidFeesMinor: bigint;
  readonly plans: readonly ComparedPlan[];
}

const MONTHS = 12;
const FEES: ReadonlySet<BillItemKind> = new Set([
  "subscription_fee",
  "proration_credit",
  "proration_charge",
]);

/**
 * Replays a driver's own charges of the last twelve months that are over under every plan that is offered, and under his
 * own: each CDR priced again with what was accepted and known, allowances and fees counted month by month, trials left
 * out. A charge that a plan gives no price for is told of, and in none of its sums; so is one in another currency.
 * For the driver himself and for finance. @throws ServiceError FORBIDDEN, NOT_FOUND.
 */
export async function replayPlans(
  ctx: Ctx,
  input: { readonly driverId: Id<"driver"> },
): Promise<PlanComparison> {
  const { driverId } = input;
  requireOwnOrFinance(ctx, driverId);
  const driver = await readSubscriber(ctx, driverId, { lock: false });
  const now = presentOf(ctx);
  const all = monthsBefore(now, driver.timeZone);
  const span = { start: all[0]?.start ?? now, end: all.at(-1)?.end ?? now };
  const [charges, current] = await Promise.all([
    readReplayCharges(ctx, driverId, span),
    findPlanInForce(ctx, driverId, now),
  ]);
  const first = charges[0]?.startedAt;
  const months = first ? all.filter(({ end }) => Temporal.Instant.compare(end, first) > 0) : [];
  const versions = await listOfferedVersions(ctx, current?.planVersionId ?? null);
  const world = { driver, months, charges };
  const plans: ComparedPlan[] = [];
  for (const version of versions) {
    const replay = await replayOne(ctx, version, world);
    plans.push({ ...version, isCurrent: version.planVersionId === current?.planVersionId, replay });
  }
  const paidFeesMinor = await readPaidFees(ctx, driver, span);
  const own = charges.filter(({ currency }) => currency === driver.currency);
  return {
    currency: driver.currency,
    months: months.map(({ start }) => billingMonthOf(start, driver.timeZone)),
    charges: charges.length,
    paidMinor: own.reduce((sum, { paidMinor }) => sum + paidMinor, paidFeesMinor),
    paidFeesMinor,
    plans,
  };
}

function monthsBefore(now: Temporal.Instant, timeZone: string): Period[] {
  const months: Period[] = [];
  let start = billingPeriodAt(now, timeZone).start;
  for (let count = 0; count < MONTHS; count += 1) {
    const month = billingPeriodAt(start.subtract({ seconds: 1 }), timeZone);
    months.unshift(month);
    start = month.start;
  }
  return months;
}

interface ReplayWorld {
  readonly driver: SubscribedDriver;
  readonly months: readonly Period[];
  readonly charges: readonly ReplayCharge[];
}

async function replayOne(
  ctx: Ctx,
  version: OfferedVersion,
  { driver, months, charges }: ReplayWorld,
): Promise<PlanReplay | null> {
  const { currency, timeZone } = driver;
  const terms = version.plan.subscription;
  const fee = terms && termsIn(terms, currency);
  if ((terms && !fee) || !isSoldIn(version.plan, currency)) return null;
  const book = terms && fee ? allowanceBook(terms, fee.feeMinor, months, timeZone) : null;
  const fees = await withVat(ctx, driver, version.plan, { months, fees: book?.fees ?? [] });
  const names = months.map(({ start }) => billingMonthOf(start, timeZone));
  const replayed = charges.map((charge) =>
    replayCharge(charge, version, { book, currency, months, names }),
  );
  return sumReplay(names, fees, replayed);
}

function isSoldIn(plan: Plan, currency: string): boolean {
  return plan.mode === "own_tariff"
    ? plan.tariff.currency === currency
    : plan.prices.some((price) => price.currency === currency);
}

interface ReplayTerms {
  readonly book: AllowanceBook | null;
  readonly currency: string;
  readonly months: readonly Period[];
  readonly names: readonly string[];
}

function replayCharge(charge: ReplayCharge, plan: PlanInForce, terms: ReplayTerms): ReplayedCharge {
  const { book, currency, months, names } = terms;
  const month = names[months.findIndex((one) => contains(one, charge.startedAt))] ?? "";
  // In another currency than the sums are in, there is no difference to tell.
  const isOwn = charge.currency === currency;
  const common = { month, paidMinor: isOwn ? charge.paidMinor : 0n };
  if (!isOwn) return { ...common, reason: "other-currency" };
  const { cdr, facts, acceptedCostMinor, verdict, startedAt } = charge;
  const allowance = book?.at(startedAt) ?? null;
  const input = {
    cdr,
    plan,
    facts: { ...facts, lock: null },
    acceptedCostMinor,
    verdict,
    allowance,
  };
  const priced = priceCharge(input);
  if (!priced.ok) return { ...common, reason: reasonCode(priced.reason) };
  const { price } = priced.value;
  if (price === null) return { ...common, reason: "cost-not-accepted" };
  if (priced.value.currency !== currency) return { ...common, reason: "other-currency" };
  if (book && price.use) book.use(startedAt, price.use);
  return { ...common, priceMinor: price.grossMinor };
}

async function withVat(
  ctx: Ctx,
  { id: driverId }: SubscribedDriver,
  { basis }: Plan,
  { months, fees }: { readonly months: readonly Period[]; readonly fees: readonly bigint[] },
): Promise<bigint[]> {
  const taxed = await decideItemVat(
    ctx,
    fees.map((amountMinor, index) => ({
      driverId,
      kind: "subscription_fee" as const,
      basis,
      amountMinor,
      servicedAt: months[index]?.start ?? presentOf(ctx),
    })),
  );
  return taxed.map(({ amount }) => amount.grossMinor);
}

async function readPaidFees(ctx: Ctx, driver: SubscribedDriver, span: Period): Promise<bigint> {
  const rows = await ctx.db
    .select()
    .from(billItems)
    .where(and(eq(billItems.tenantId, ctx.tenantId), eq(billItems.driverId, driver.id)));
  return rows
    .filter(({ kind, state, currency, servicedAt }) => {
      const isFee = FEES.has(kind) && state !== "void" && currency === driver.currency;
      return isFee && contains(span, servicedAt);
    })
    .reduce((sum, { grossMinor }) => sum + grossMinor, 0n);
}
