import type { Id } from "@/core/ids";
import {
  changeDeed,
  startDeed,
  stopDeed,
  type DeedRefusal,
  type SubscribedPlan,
  type SubscriptionDeed,
} from "@/core/plans/subscription-deed";
import type { Outcome } from "@/core/outcome";
import { startOf } from "@/services/plans/next-period";
import type { PlanStep } from "@/services/plans/put-on-plan";
import { ServiceError } from "@/services/service-error";
import type { OpenSubscription, SubscribedDriver, SubscriptionRow } from "./load-subscription";
import { asSubscribed, type VersionOfPlan } from "./subscribed-plan";

/** When a change holds: at once, or when what is paid for is over (without a fee: with the next billing month). */
export type MoveTime = "now" | "period-end";

/** What is to be moved: a driver, his subscription and plan, and the instant that counts as now. */
export interface MoveState {
  readonly driver: SubscribedDriver;
  readonly open: OpenSubscription | null;
  /** The plan version that he is on. */
  readonly current: VersionOfPlan | null;
  readonly now: Temporal.Instant;
  /** Another plan is to come after that. */
  readonly isChangeComing: boolean;
  /** He has not had a trial of the plan before. */
  readonly mayTry: boolean;
}

/** All that a change of plan does, before anything is written. */
export interface PlanMove {
  /** From when the other plan holds. */
  readonly at: Temporal.Instant;
  readonly deed: SubscriptionDeed | null;
  /** A subscription to be made, or what changes of the one there is. */
  readonly begins: Pick<
    SubscriptionRow,
    "planVersionId" | "state" | "anchorAt" | "trialEndsAt"
  > | null;
  readonly change: Partial<SubscriptionRow> | null;
  readonly steps: readonly PlanStep[];
}

const NO_CHANGE = { nextPlanVersionId: null, cancelsAt: null, pausedAt: null, resumesAt: null };

/** What going to `target` does. @throws ServiceError CONFLICT (he is on it already), PRECONDITION. */
export function moveTo(state: MoveState, target: VersionOfPlan, when: MoveTime): PlanMove {
  const subscribed = asSubscribed(target);
  const { open } = state;
  if (!open)
    return subscribed ? begin(state, subscribed, when) : moveWithoutFee(state, target, when);
  if (open.row.state === "paused") {
    return subscribed ? reopen(state, open, subscribed) : endAtOnce(state, open, target);
  }
  if (!subscribed)
    return when === "now" ? endAtOnce(state, open, target) : cancel(state, open, target);
  return when === "now" ? changeNow(state, open, subscribed) : changeLater(open, subscribed);
}

function begin(state: MoveState, plan: SubscribedPlan, when: MoveTime): PlanMove {
  const { driver, now, mayTry } = state;
  if (when !== "now") throw new ServiceError("PRECONDITION", "A subscription begins at once.");
  const deed = valueOf(startDeed(driver, plan, now, mayTry));
  const anchorAt = deed.anchorAt ?? now;
  const isTrial = deed.opened?.isTrial === true;
  const begins = {
    planVersionId: plan.planVersionId,
    state: isTrial ? ("trial" as const) : ("active" as const),
    anchorAt,
    trialEndsAt: isTrial ? anchorAt : null,
  };
  return { at: now, deed, begins, change: null, steps: [stepTo(now, plan.planVersionId)] };
}

function moveWithoutFee(state: MoveState, target: VersionOfPlan, when: MoveTime): PlanMove {
  const { driver, now, current, isChangeComing } = state;
  const at = startOf(now, driver.timeZone, when === "now" ? "now" : "next-period");
  const isSame = current?.planVersionId === target.planVersionId;
  if (isSame && !isChangeComing) throw alreadyOnIt();
  const steps = [stepTo(at, target.planVersionId)];
  return { at, deed: null, begins: null, change: null, steps };
}

function changeNow(state: MoveState, open: OpenSubscription, plan: SubscribedPlan): PlanMove {
  const { driver, now } = state;
  const { row, running } = open;
  if (!running) throw nothingRuns();
  if (row.planVersionId === plan.planVersionId) throw alreadyOnIt();
  const deed = valueOf(changeDeed(driver, running, plan, now));
  return {
    at: now,
    deed,
    begins: null,
    change: {
      ...NO_CHANGE,
      state: "active",
      planVersionId: plan.planVersionId,
      anchorAt: deed.anchorAt ?? row.anchorAt,
      // The trial is over with it: no later stretch is taken for a part of it.
      ...(running.stretch.isTrial && { trialEndsAt: now }),
    },
    steps: [stepTo(now, plan.planVersionId)],
  };
}

function changeLater({ row, running }: OpenSubscription, plan: SubscribedPlan): PlanMove {
  if (!running) throw nothingRuns();
  const { planVersionId } = plan;
  const isKept = row.planVersionId === planVersionId;
  if (isKept && row.state !== "canceled" && row.nextPlanVersionId === null) throw alreadyOnIt();
  const at = running.stretch.period.end;
  return {
    at,
    deed: null,
    begins: null,
    change: {
      state: running.stretch.isTrial ? "trial" : "active",
      cancelsAt: null,
      nextPlanVersionId: isKept ? null : planVersionId,
    },
    steps: [stepTo(at, planVersionId)],
  };
}

function cancel(_state: MoveState, { running }: OpenSubscription, target: VersionOfPlan): PlanMove {
  if (!running) throw nothingRuns();
  const at = running.stretch.period.end;
  return {
    at,
    deed: null,
    begins: null,
    change: { state: "canceled", cancelsAt: at, nextPlanVersionId: null },
    steps: [stepTo(at, target.planVersionId)],
  };
}

function endAtOnce(state: MoveState, open: OpenSubscription, target: VersionOfPlan): PlanMove {
  const { driver, now } = state;
  const { running } = open;
  const deed = running ? valueOf(stopDeed(driver, running, now)) : null;
  return {
    at: now,
    deed,
    begins: null,
    change: { ...NO_CHANGE, state: "ended", endedAt: now },
    steps: [stepTo(now, target.planVersionId)],
  };
}

/** A pause ends, with the same plan or another: a whole period begins. */
function reopen(state: MoveState, { row }: OpenSubscription, plan: SubscribedPlan): PlanMove {
  const { driver, now } = state;
  const deed = valueOf(startDeed(driver, plan, now, false));
  const { planVersionId } = plan;
  return {
    at: now,
    deed,
    begins: null,
    change: {
      ...NO_CHANGE,
      state: "active",
      planVersionId,
      anchorAt: deed.anchorAt ?? row.anchorAt,
    },
    steps: [stepTo(now, planVersionId)],
  };
}

/**
 * What a pause does: the unused part of the fee is given back, and `fallback` holds until the driver resumes, or until
 * `resumesAt`. @throws ServiceError PRECONDITION (a trial, or nothing runs).
 */
export function pauseMove(
  state: MoveState,
  fallback: VersionOfPlan,
  resumesAt: Temporal.Instant | null,
): PlanMove {
  const { driver, open, now } = state;
  if (!open?.running || open.row.state !== "active") throw nothingRuns();
  if (resumesAt && Temporal.Instant.compare(resumesAt, now) <= 0) {
    throw new ServiceError("INVALID", "The pause must end later than now.");
  }
  const deed = valueOf(stopDeed(driver, open.running, now));
  const back = resumesAt ? [stepTo(resumesAt, open.row.planVersionId)] : [];
  return {
    at: now,
    deed,
    begins: null,
    change: { ...NO_CHANGE, state: "paused", pausedAt: now, resumesAt },
    steps: [stepTo(now, fallback.planVersionId), ...back],
  };
}

function stepTo(from: Temporal.Instant, planVersionId: Id<"planVersion">): PlanStep {
  return { from, planVersionId };
}

const REFUSALS: Readonly<Record<DeedRefusal, string>> = {
  "no-fee": "The plan is not sold in the driver's currency.",
  "too-soon": "The plan changed this very second. Try again.",
};

function valueOf(deed: Outcome<SubscriptionDeed, DeedRefusal>): SubscriptionDeed {
  if (deed.ok) return deed.value;
  throw new ServiceError("PRECONDITION", REFUSALS[deed.reason], { reason: deed.reason });
}

function alreadyOnIt() {
  return new ServiceError("CONFLICT", "The driver is on that plan from then on already.", {
    reason: "already",
  });
}

function nothingRuns() {
  return new ServiceError("PRECONDITION", "No subscription runs that this could be done to.", {
    reason: "not-running",
  });
}
