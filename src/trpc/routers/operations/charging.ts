import { micro } from "@/core/money/quantity";
import { clearChargingProfile } from "@/services/charging/clear-charging-profile";
import { getChargingProfile } from "@/services/charging/get-charging-profile";
import { getSteeredSession, listSteeredSessions } from "@/services/charging/list-steered-sessions";
import { setChargingProfile } from "@/services/charging/set-charging-profile";
import { operationsProcedure, router } from "@/trpc/init";
import { chargingLimitInput } from "@/trpc/inputs/charging";
import { idInput } from "@/trpc/inputs/page";

/** How far ahead a station is asked to look. */
const AHEAD_S = 3_600;

/** What is asked of sessions that charge, and what stations do. */
export const chargingRouter = router({
  list: operationsProcedure.query(({ ctx }) => listSteeredSessions(ctx.ctx)),
  get: operationsProcedure
    .input(idInput)
    .query(({ ctx, input }) => getSteeredSession(ctx.ctx, input.id)),
  limit: operationsProcedure.input(chargingLimitInput).mutation(({ ctx, input }) => {
    const { id, unit, limit, minutes } = input;
    return setChargingProfile(ctx.ctx, id, {
      startDateTime: ctx.ctx.clock.now(),
      durationS: Number(minutes) * 60,
      rateUnit: unit,
      periods: [{ startS: 0, limit: micro(limit.replace(",", ".")) }],
    });
  }),
  ask: operationsProcedure
    .input(idInput)
    .mutation(({ ctx, input }) => getChargingProfile(ctx.ctx, input.id, AHEAD_S)),
  clear: operationsProcedure
    .input(idInput)
    .mutation(({ ctx, input }) => clearChargingProfile(ctx.ctx, input.id)),
});
