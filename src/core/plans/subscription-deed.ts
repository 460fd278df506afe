import type { Id } from "@/core/ids";
import type { Micro } from "@/core/money/quantity";
import type { PriceBasis } from "@/core/money/vat-amount";
import { divRound } from "@/core/money/rounding";
import { no, ok, type Outcome } from "@/core/outcome";
import type { Period } from "@/core/time/period";
import { prorate } from "./prorate";
import { subscriptionPeriodAt, subscriptionPeriodFrom } from "./subscription-period";
import { termsIn, type SubscriptionTerms } from "./subscription-terms";

/** A plan version with a fee. */
export interface SubscribedPlan {
  readonly planVersionId: Id<"planVersion">;
  readonly name: string;
  readonly basis: PriceBasis;
  readonly terms: SubscriptionTerms;
}

/** What a stretch includes, and what of it is used. */
export interface Allowance {
  /** 10⁻⁶ kWh. */
  readonly includedMicroKwh: Micro;
  readonly usedMicroKwh: Micro;
  readonly includedStarts: number;
  readonly usedStarts: number;
}

/** A stretch of a subscription under one plan version, cut from a whole period. */
export interface Stretch extends Allowance {
  readonly period: Period;
  readonly whole: Period;
  /** Nothing was paid for it. */
  readonly isTrial: boolean;
}

/** A subscription that runs. */
export interface RunningSubscription {
  readonly plan: SubscribedPlan;
  readonly anchorAt: Temporal.Instant;
  readonly stretch: Stretch;
  /** What credit notes gave back of the stretch's fee; absent where none did. */
  readonly feeCredit?: FeeCredit;
}

/** A stretch's fee as billed, and what credit notes gave back of it. In the plan's basis, minor units. */
export interface FeeCredit {
  readonly billedMinor: bigint;
  readonly creditedMinor: bigint;
}

/** Whose subscription it is. */
export interface Subscriber {
  readonly timeZone: string;
  /** What he pays fees in. */
  readonly currency: string;
}

/** A fee, or a part of one (negative: given back), in minor units of the plan's basis. */
export interface DeedItem {
  readonly kind: "subscription_fee" | "proration_credit" | "proration_charge";
  readonly plan: SubscribedPlan;
  /** Which stretch it is of. */
  readonly of: "cut" | "opened";
  readonly amountMinor: bigint;
  readonly period: Period;
}

/** What a deed does to a subscription: all of it, to the last minor unit and the last watt-hour. */
export interface SubscriptionDeed {
  readonly at: Temporal.Instant;
  /** The running stretch ends at `at` and includes so much. */
  readonly cut: Pick<Allowance, "includedMicroKwh" | "includedStarts"> | null;
  readonly opened: (Stretch & { readonly plan: SubscribedPlan }) | null;
  /** What later periods are counted from. */
  readonly anchorAt: Temporal.Instant | null;
  readonly items: readonly DeedItem[];
}

/** no-fee: the plan is not sold in the driver's currency. too-soon: the running stretch began this very second. */
export type DeedRefusal = "no-fee" | "too-soon";

type Deed = Outcome<SubscriptionDeed, DeedRefusal>;

const NOTHING_USED = { usedMicroKwh: 0n, usedStarts: 0 };

/** Begins a subscription at `at`: with its trial, or with the fee of the first period. */
export function startDeed(
  { timeZone, currency }: Subscriber,
  plan: SubscribedPlan,
  at: Temporal.Instant,
  hasTrial: boolean,
): Deed {
  const fee = termsIn(plan.terms, currency);
  if (!fee) return no("no-fee");
  const { interval, trialDays } = plan.terms;
  const whole = subscriptionPeriodAt({ at, timeZone, interval }, at);
  const isTrial = hasTrial && trialDays > 0;
  const trialEnd = at.toZonedDateTimeISO(timeZone).add({ days: trialDays }).toInstant();
  const period = isTrial ? { start: at, end: trialEnd } : whole;
  const stretch = { period, whole, isTrial, ...share(plan, period, whole), ...NOTHING_USED };
  const items = isTrial ? [] : feeItem(plan, fee.feeMinor, period);
  const anchorAt = isTrial ? trialEnd : at;
  return ok({ at, cut: null, opened: { ...stretch, plan }, anchorAt, items });
}

/** The period after the running one, under `plan`, with its fee. Another interval counts from there. */
export function renewDeed(
  { timeZone, currency }: Subscriber,
  { plan: before, anchorAt, stretch }: RunningSubscription,
  plan: SubscribedPlan,
): Deed {
  const fee = termsIn(plan.terms, currency);
  if (!fee) return no("no-fee");
  const at = stretch.period.end;
  const { interval } = plan.terms;
  const anchor = interval === before.terms.interval ? anchorAt : at;
  const period = subscriptionPeriodFrom({ at: anchor, timeZone, interval }, at);
  const opened = { period, whole: period, isTrial: false, plan, ...share(plan, period, period) };
  return ok({
    at,
    cut: null,
    opened: { ...opened, ...NOTHING_USED },
    anchorAt: anchor,
    items: feeItem(plan, fee.feeMinor, period),
  });
}

/**
 * Changes the plan in the middle of a period: the unused part of the old fee is given back and the rest of the new one
 * is due, each rounded by itself. A trial, or a fee of another interval, has no rest to pay: a whole period begins.
 * What was used beyond the share of the time that passed counts as used of the new allowance.
 */
export function changeDeed(
  { timeZone, currency }: Subscriber,
  running: RunningSubscription,
  plan: SubscribedPlan,
  at: Temporal.Instant,
): Deed {
  const fee = termsIn(plan.terms, currency);
  if (!fee) return no("no-fee");
  const stopped = stopDeed({ timeZone, currency }, running, at);
  if (!stopped.ok) return stopped;
  const { cut, items } = stopped.value;
  const { stretch } = running;
  const used = { ...overuse(stretch, cut) };
  const { interval } = plan.terms;
  if (stretch.isTrial || interval !== running.plan.terms.interval) {
    const period = subscriptionPeriodAt({ at, timeZone, interval }, at);
    const opened = { period, whole: period, isTrial: false, plan, ...share(plan, period, period) };
    return ok({
      at,
      cut,
      opened: { ...opened, ...used },
      anchorAt: at,
      items: [...items, ...feeItem(plan, fee.feeMinor, period)],
    });
  }
  const { whole } = stretch;
  const period = { start: at, end: stretch.period.end };
  const opened = { period, whole, isTrial: false, plan, ...share(plan, period, whole), ...used };
  const amountMinor = prorate(fee.feeMinor, period, whole);
  const rest: DeedItem = { kind: "proration_charge", plan, of: "opened", amountMinor, period };
  return ok({
    at,
    cut,
    opened,
    anchorAt: running.anchorAt,
    items: [...items, ...(amountMinor === 0n ? [] : [rest])],
  });
}

/** Ends the running stretch at `at` and gives back what is unused of its fee: for a pause, or the end at once. */
export function stopDeed(
  { currency }: Subscriber,
  { plan, stretch, feeCredit }: RunningSubscription,
  at: Temporal.Instant,
): Deed {
  const { period, whole, isTrial } = stretch;
  if (Temporal.Instant.compare(at, period.start) <= 0) return no("too-soon");
  const passed = { start: period.start, end: at };
  const rest = { start: at, end: period.end };
  const paidMinor = isTrial ? 0n : (termsIn(plan.terms, currency)?.feeMinor ?? 0n);
  const amountMinor = -uncredited(prorate(paidMinor, rest, whole), feeCredit);
  const back: DeedItem = { kind: "proration_credit", plan, of: "cut", amountMinor, period: rest };
  return ok({
    at,
    cut: share(plan, passed, whole),
    opened: null,
    anchorAt: null,
    items: amountMinor === 0n ? [] : [back],
  });
}

/** A part of a fee, less its share of what was credited of the fee: nothing is given back twice. */
function uncredited(partMinor: bigint, credit: FeeCredit | undefined): bigint {
  if (!credit || credit.billedMinor <= 0n) return partMinor;
  const { billedMinor, creditedMinor } = credit;
  const leftMinor = billedMinor > creditedMinor ? billedMinor - creditedMinor : 0n;
  return divRound(partMinor * leftMinor, billedMinor, "half-away");
}

function feeItem(plan: SubscribedPlan, feeMinor: bigint, period: Period): readonly DeedItem[] {
  if (feeMinor === 0n) return [];
  return [{ kind: "subscription_fee", plan, of: "opened", amountMinor: feeMinor, period }];
}

/** What a plan includes in a part of a whole period. */
function share({ terms }: SubscribedPlan, part: Period, whole: Period) {
  return {
    includedMicroKwh: prorate(terms.includedMicroKwh, part, whole),
    includedStarts: Number(prorate(BigInt(terms.freeStarts), part, whole)),
  };
}

function overuse(used: Allowance, cut: SubscriptionDeed["cut"]) {
  const energy = used.usedMicroKwh - (cut?.includedMicroKwh ?? 0n);
  const starts = used.usedStarts - (cut?.includedStarts ?? 0);
  return { usedMicroKwh: energy > 0n ? energy : 0n, usedStarts: Math.max(0, starts) };
}
