import type { LiveCharge, RunningCost } from "@/core/rating/project-charge";
import type { PriceStep } from "@/core/rating/quote-course";
import { nextDeparture } from "@/core/smart-charging/next-departure";
import { ServiceError } from "@/services/service-error";
import { getDriverSession } from "@/services/sessions/get-driver-session";
import { getLiveCharge } from "@/services/sessions/get-live-charge";
import { listDriverSessions } from "@/services/sessions/list-driver-sessions";
import { driverChargesProcedure, driverUseProcedure, router } from "@/trpc/init";
import { liveChargeInput } from "@/trpc/inputs/live-charge";
import { idInput } from "@/trpc/inputs/page";
import { sessionFilterInput } from "@/trpc/inputs/session-filter";

/** The driver's charging sessions. */
export const sessionsRouter = router({
  list: driverChargesProcedure
    .input(sessionFilterInput)
    .query(({ ctx, input }) => listDriverSessions(ctx.ctx, input)),
  get: driverChargesProcedure
    .input(idInput)
    .query(({ ctx, input }) => getDriverSession(ctx.ctx, input.id)),
  /** Asked again and again by the browser, so times are texts. */
  live: driverUseProcedure.input(liveChargeInput).query(async ({ ctx, input }) => {
    const { id, leaveAt, timeZone } = input;
    const asked = leaveAt === "" ? null : nextDeparture(ctx.ctx.clock.now(), leaveAt, timeZone);
    if (asked && !asked.ok) throw new ServiceError("INVALID", "That is no time.");
    const view = await getLiveCharge(ctx.ctx, id, asked?.value);
    return {
      ...view,
      updatedAt: view.updatedAt.toString(),
      leaveAt: view.leaveAt.toString(),
      live: view.live && liveToBrowser(view.live),
    };
  }),
});

function liveToBrowser(live: LiveCharge) {
  const { soFar, current, nextChange, idle, projection } = live;
  return {
    isCharging: live.isCharging,
    power: live.power,
    soFar: costToBrowser(soFar),
    current: stepToBrowser(current),
    nextChange: nextChange && stepToBrowser(nextChange),
    idle: idle && stepToBrowser(idle),
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
