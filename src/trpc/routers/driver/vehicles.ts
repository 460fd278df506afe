import { formatMicro } from "@/core/money/quantity";
import { listVehicles } from "@/services/vehicles/list-vehicles";
import {
  makeDefaultVehicle,
  removeVehicle,
  restoreVehicle,
} from "@/services/vehicles/remove-vehicle";
import { saveVehicle } from "@/services/vehicles/save-vehicle";
import type { Vehicle } from "@/services/vehicles/vehicle-row";
import { driverProcedure, driverUseProcedure, router } from "@/trpc/init";
import { idInput } from "@/trpc/inputs/page";
import { carConnectors, readFigure, vehicleInput } from "@/trpc/inputs/vehicle";

/** A car with its figures as texts, in kWh and kW. */
function toBrowser(vehicle: Vehicle) {
  const { id, name, batteryMicroKwh, consumptionMicroKwh, connector, phases } = vehicle;
  const { maxAcW, maxDcW, minCurrentA, canDischarge, isDefault } = vehicle;
  const kw = (watts: number) => formatMicro(BigInt(watts) * 1_000n);
  return {
    id,
    name,
    batteryKwh: formatMicro(batteryMicroKwh),
    consumptionKwh: formatMicro(consumptionMicroKwh),
    connector: carConnectors.find((one) => one === connector) ?? carConnectors[0],
    phases,
    maxAcKw: kw(maxAcW),
    maxDcKw: maxDcW === null ? null : kw(maxDcW),
    minCurrentA,
    canDischarge,
    isDefault,
  };
}

/** W of a text in kW. */
function wattsOf(kw: string): number {
  return Number(readFigure(kw) / 1_000n);
}

/** The driver's cars. */
export const vehiclesRouter = router({
  list: driverUseProcedure.query(async ({ ctx }) => (await listVehicles(ctx.ctx)).map(toBrowser)),
  save: driverProcedure.input(vehicleInput).mutation(async ({ ctx, input }) => {
    const { id, name, connector, phases, maxDcKw, minCurrentA, canDischarge } = input;
    const facts = {
      name,
      connector,
      canDischarge,
      batteryMicroKwh: readFigure(input.batteryKwh),
      consumptionMicroKwh: readFigure(input.consumptionKwh),
      phases: phases === "1" ? 1 : phases === "2" ? 2 : 3,
      maxAcW: wattsOf(input.maxAcKw),
      maxDcW: maxDcKw === "" ? null : wattsOf(maxDcKw),
      minCurrentA: Number(minCurrentA),
    } as const;
    return { vehicleId: await saveVehicle(ctx.ctx, facts, id === "" ? null : id) };
  }),
  remove: driverProcedure
    .input(idInput)
    .mutation(({ ctx, input }) => removeVehicle(ctx.ctx, input.id)),
  restore: driverProcedure
    .input(idInput)
    .mutation(({ ctx, input }) => restoreVehicle(ctx.ctx, input.id)),
  makeDefault: driverProcedure
    .input(idInput)
    .mutation(({ ctx, input }) => makeDefaultVehicle(ctx.ctx, input.id)),
});
