import { asId } from "@/core/ids";
import { formatMicro } from "@/core/money/quantity";
import { listRoutines } from "@/services/charging-routines/list-routines";
import {
  removeRoutine,
  restoreRoutine,
  saveRoutine,
  switchRoutine,
} from "@/services/charging-routines/save-routine";
import { driverProcedure, router } from "@/trpc/init";
import { readNeed, routineInput, routineSwitchInput } from "@/trpc/inputs/charging-goal";
import { idInput } from "@/trpc/inputs/page";

/** What the driver wants of each charge, by weekday and place. */
export const routinesRouter = router({
  list: driverProcedure.query(async ({ ctx }) => {
    const { routines, places } = await listRoutines(ctx.ctx);
    return {
      places,
      routines: routines.map(({ energyMicroKwh, createdAt: _createdAt, ...routine }) => ({
        ...routine,
        energyKwh: energyMicroKwh === null ? null : formatMicro(energyMicroKwh),
      })),
    };
  }),
  save: driverProcedure.input(routineInput).mutation(async ({ ctx, input }) => {
    const { id, name, weekdays, locationId, leaveAt, style, vehicleId, dischargeAllowed } = input;
    const need = readNeed(input);
    const facts = {
      name,
      weekdays,
      style,
      dischargeAllowed,
      locationId: locationId === "" ? null : asId<"location">(locationId),
      vehicleId: vehicleId === "" ? null : asId<"vehicle">(vehicleId),
      departure: leaveAt === "" ? null : leaveAt,
      energyMicroKwh: need.kind === "energy" ? need.energy : null,
      rangeKm: need.kind === "range" ? need.km : null,
    };
    return { routineId: await saveRoutine(ctx.ctx, facts, id === "" ? null : id) };
  }),
  switch: driverProcedure
    .input(routineSwitchInput)
    .mutation(({ ctx, input }) => switchRoutine(ctx.ctx, input.id, input.isOn)),
  remove: driverProcedure
    .input(idInput)
    .mutation(({ ctx, input }) => removeRoutine(ctx.ctx, input.id)),
  restore: driverProcedure
    .input(idInput)
    .mutation(({ ctx, input }) => restoreRoutine(ctx.ctx, input.id)),
});
