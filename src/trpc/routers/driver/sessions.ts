import { nextDeparture } from "@/core/smart-charging/next-departure";
import { ServiceError } from "@/services/service-error";
import { getDriverSession } from "@/services/sessions/get-driver-session";
import { getLiveCharge } from "@/services/sessions/get-live-charge";
import { listDriverSessions } from "@/services/sessions/list-driver-sessions";
import { driverChargesProcedure, driverUseProcedure, router } from "@/trpc/init";
import { liveChargeInput } from "@/trpc/inputs/live-charge";
import { idInput } from "@/trpc/inputs/page";
import { sessionFilterInput } from "@/trpc/inputs/session-filter";
import { liveViewToBrowser } from "./live-view";

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
    return liveViewToBrowser(await getLiveCharge(ctx.ctx, id, asked?.value));
  }),
});
