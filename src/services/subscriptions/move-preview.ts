import type { Id } from "@/core/ids";
import type { Allowance, SubscribedPlan } from "@/core/plans/subscription-deed";
import { termsIn } from "@/core/plans/subscription-terms";
import type { PlanKind } from "@/db/schema/plans";
import { decideItemVat, type ItemQuestion } from "@/services/bill-items/decide-item-vat";
import type { Ctx } from "@/services/context";
import type { MoveState, PlanMove } from "./plan-move";
import { asSubscribed, type VersionOfPlan } from "./subscribed-plan";

/** A line that a move would bill; negative is given back. Minor units of the driver's currency. */
export interface PreviewLine {
  readonly kind: "subscription_fee" | "proration_credit" | "proration_charge";
  readonly planName: string;
  readonly from: Temporal.Instant;
  readonly until: Temporal.Instant;
  readonly netMinor: bigint;
  readonly vatMinor: bigint;
  readonly grossMinor: bigint;
}

/** A fee that comes of itself later. */
export interface ComingFee {
  readonly at: Temporal.Instant;
  readonly grossMinor: bigint;
}

/** What a move would do, to the öre; nothing of it is stored. */
export interface MovePreview {
  /** The instant it is reckoned for: confirm with it, and exactly this happens. */
  readonly shownAt: Temporal.Instant;
  /** From when the other plan holds. */
  readonly at: Temporal.Instant;
  readonly timeZone: string;
  readonly currency: string;
  readonly from: { readonly name: string } | null;
  readonly to: {
    readonly planVersionId: Id<"planVersion">;
    readonly name: string;
    readonly kind: PlanKind;
  };
  readonly lines: readonly PreviewLine[];
  readonly totalMinor: bigint;
  /** What is included from then on, of which so much counts as used; null without a subscription. */
  readonly allowance: Allowance | null;
  readonly isTrial: boolean;
  /** He buys as a consumer: what he orders at a distance he may withdraw from (Directive 2011/83/EU art. 9). */
  readonly isConsumer: boolean;
  /** What will be due by itself afterwards; null where nothing is. */
  readonly next: ComingFee | null;
}

/** The preview of a move to `target`. */
export async function previewOf(
  ctx: Ctx,
  state: MoveState,
  move: PlanMove,
  target: VersionOfPlan,
): Promise<MovePreview> {
  const { driver, current, now } = state;
  const items = move.deed?.items ?? [];
  const coming = comingFee(state, move, target);
  const asked = items.map(({ kind, plan, amountMinor }): ItemQuestion => ({
    driverId: driver.id,
    kind,
    basis: plan.basis,
    amountMinor,
    servicedAt: move.at,
  }));
  const taxed = await decideItemVat(ctx, coming ? [...asked, coming.question] : asked);
  const lines = items.flatMap(({ kind, plan, period }, index): PreviewLine[] => {
    const amount = taxed[index]?.amount;
    if (!amount) return [];
    const { netMinor, vatMinor, grossMinor } = amount;
    const span = { from: period.start, until: period.end };
    return [{ kind, planName: plan.name, ...span, netMinor, vatMinor, grossMinor }];
  });
  const next = coming && taxed[items.length];
  const opened = move.deed?.opened ?? null;
  return {
    shownAt: now,
    at: move.at,
    timeZone: driver.timeZone,
    currency: driver.currency,
    from: current && { name: current.name },
    to: { planVersionId: target.planVersionId, name: target.name, kind: target.kind },
    lines,
    totalMinor: lines.reduce((sum, { grossMinor }) => sum + grossMinor, 0n),
    allowance: opened && allowanceOf(opened),
    isTrial: opened?.isTrial ?? false,
    isConsumer: driver.kind === "consumer",
    next: next ? { at: coming.question.servicedAt, grossMinor: next.amount.grossMinor } : null,
  };
}

function allowanceOf({ includedMicroKwh, usedMicroKwh, includedStarts, usedStarts }: Allowance) {
  return { includedMicroKwh, usedMicroKwh, includedStarts, usedStarts };
}

function comingFee(
  { driver, open }: MoveState,
  { deed, at, steps }: PlanMove,
  target: VersionOfPlan,
): { readonly question: ItemQuestion } | null {
  const end = deed?.opened?.period.end ?? null;
  const later = asSubscribed(target);
  // A pause with an end comes back by itself, to the plan that rests.
  const back = steps.length > 1 ? (steps.at(-1)?.from ?? null) : null;
  const plan = later ?? (back && open?.running ? open.running.plan : null);
  if (!plan) return null;
  return feeQuestion(driver, plan, back ?? end ?? at);
}

/** The fee of a plan's next period, as it would be asked for. */
export function feeQuestion(
  driver: { readonly id: Id<"driver">; readonly currency: string },
  plan: SubscribedPlan,
  servicedAt: Temporal.Instant,
): { readonly question: ItemQuestion } | null {
  const fee = termsIn(plan.terms, driver.currency);
  if (!fee) return null;
  const { basis } = plan;
  const amountMinor = fee.feeMinor;
  const question = {
    driverId: driver.id,
    kind: "subscription_fee",
    basis,
    amountMinor,
    servicedAt,
  };
  return { question: { ...question, kind: "subscription_fee" } };
}
