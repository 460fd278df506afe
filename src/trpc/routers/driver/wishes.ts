import { formatMicro, micro } from "@/core/money/quantity";
import { nextDeparture } from "@/core/smart-charging/next-departure";
import { getDriverCharging } from "@/services/charging/get-driver-charging";
import { setChargingPreferences } from "@/services/charging/set-charging-preferences";
import type { ChargingWish } from "@/services/charging/wish-view";
import { ServiceError } from "@/services/service-error";
import { driverProcedure, router } from "@/trpc/init";
import { chargingWishInput } from "@/trpc/inputs/charging";
import { idInput } from "@/trpc/inputs/page";

/** A wish as the browser asks for it again and again, so times and figures are texts. */
function toBrowser({ id, state, preferences, syncResult, endedAt }: ChargingWish) {
  return {
    id,
    state,
    syncResult,
    isOver: endedAt !== null,
    style: preferences?.profileType ?? null,
    leaveAt: preferences?.departureTime?.toString() ?? null,
    energyKwh: preferences?.energyNeed === undefined ? null : formatMicro(preferences.energyNeed),
  };
}

/** What a driver wishes of a running session. */
export const wishesRouter = router({
  get: driverProcedure.input(idInput).query(async ({ ctx, input }) => {
    const { latest, ...charging } = await getDriverCharging(ctx.ctx, input.id);
    return { ...charging, latest: latest && toBrowser(latest) };
  }),
  set: driverProcedure.input(chargingWishInput).mutation(async ({ ctx, input }) => {
    const { id, style, leaveAt, timeZone, energyKwh } = input;
    const departure = leaveAt === "" ? null : nextDeparture(ctx.ctx.clock.now(), leaveAt, timeZone);
    if (departure && !departure.ok) throw new ServiceError("INVALID", "That is no time.");
    const wishId = await setChargingPreferences(ctx.ctx, id, {
      profileType: style,
      ...(departure && { departureTime: departure.value }),
      ...(energyKwh !== "" && { energyNeed: micro(energyKwh.replace(",", ".")) }),
    });
    return { wishId };
  }),
});
