import type { RunningCost } from "@/core/rating/project-charge";
import type { PriceStep } from "@/core/rating/quote-course";
import type { LiveChargeView } from "@/services/sessions/get-live-charge";
import type { RunningPrice } from "@/services/sessions/read-running-price";

/** A running charge as the browser asks for it again and again, so times are texts. */
export function liveViewToBrowser(view: LiveChargeView) {
  const { cap } = view;
  return {
    ...view,
    now: view.now.toString(),
    updatedAt: view.updatedAt.toString(),
    heardAt: view.heardAt.toString(),
    startedAt: view.startedAt.toString(),
    leaveAt: view.leaveAt.toString(),
    live: view.live && liveToBrowser(view.live),
    cap: { ...cap, reachedAt: cap.reachedAt?.toString() ?? null },
  };
}

function liveToBrowser(live: RunningPrice) {
  const { soFar, current, nextChange, idle, projection, ahead } = live;
  return {
    isCharging: live.isCharging,
    power: live.power,
    pricedBy: live.pricedBy,
    soFar: costToBrowser(soFar),
    current: stepToBrowser(current),
    nextChange: nextChange && stepToBrowser(nextChange),
    /** If it were over now. */
    idle: idle && stepToBrowser(idle),
    /** As it goes. */
    ahead: ahead && {
      ...stepToBrowser(ahead.step),
      stopsAt: ahead.stopsAt?.toString() ?? null,
      foreseenBy: ahead.by,
    },
    projection: projection && {
      ...costToBrowser(projection),
      chargedAt: projection.chargedAt.toString(),
      stops: projection.stops,
    },
  };
}

function costToBrowser({ at, energy, total, lines }: RunningCost) {
  return {
    at: at.toString(),
    energy,
    total,
    lines: lines.map(({ from, ...line }) => ({ ...line, from: from?.toString() ?? null })),
  };
}

function stepToBrowser({ from, ...step }: PriceStep) {
  return { ...step, from: from.toString() };
}
