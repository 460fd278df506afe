import { cancelReservation } from "@/services/commands/cancel-reservation";
import type { DriverCommand } from "@/services/commands/command-view";
import { getCommand } from "@/services/commands/get-command";
import { listOpenCommands } from "@/services/commands/list-open-commands";
import { reserveNow } from "@/services/commands/reserve-now";
import { startCharge } from "@/services/commands/start-charge";
import { stopCharge } from "@/services/commands/stop-charge";
import { getPlace } from "@/services/locations/get-place";
import { listOperators } from "@/services/locations/list-operators";
import { listPlaces } from "@/services/locations/list-places";
import { loosenSearch } from "@/services/locations/loosen-search";
import { readOwnCurrency } from "@/services/locations/read-own-currency";
import { driverUseProcedure, router } from "@/trpc/init";
import { reservationInput, startInput } from "@/trpc/inputs/charge";
import { placeInput } from "@/trpc/inputs/charge-wish";
import { idInput } from "@/trpc/inputs/page";
import { placeSearchInput } from "@/trpc/inputs/place-search";

/** A command as the browser asks for it again and again, so times are texts. */
function toBrowser({ expiresAt, createdAt, dueAt, endedAt, ...command }: DriverCommand) {
  return {
    ...command,
    expiresAt: expiresAt?.toString() ?? null,
    createdAt: createdAt.toString(),
    dueAt: dueAt?.toString() ?? null,
    endedAt: endedAt?.toString() ?? null,
  };
}

/** Where a driver charges, and starting and stopping it from afar. */
export const chargeRouter = router({
  places: driverUseProcedure
    .input(placeSearchInput)
    .query(({ ctx, input }) => listPlaces(ctx.ctx, input)),
  /** What to choose from in a search, and the currency of its most price. */
  choices: driverUseProcedure.query(async ({ ctx }) => {
    const [operators, currency] = await Promise.all([
      listOperators(ctx.ctx),
      readOwnCurrency(ctx.ctx),
    ]);
    return { operators, currency };
  }),
  loosen: driverUseProcedure
    .input(placeSearchInput)
    .query(({ ctx, input }) => loosenSearch(ctx.ctx, input)),
  place: driverUseProcedure
    .input(placeInput)
    .query(({ ctx, input }) => getPlace(ctx.ctx, input.id, input.wish)),
  start: driverUseProcedure
    .input(startInput)
    .mutation(async ({ ctx, input }) => ({ commandId: await startCharge(ctx.ctx, input) })),
  stop: driverUseProcedure
    .input(idInput)
    .mutation(async ({ ctx, input }) => ({ commandId: await stopCharge(ctx.ctx, input.id) })),
  reserve: driverUseProcedure.input(reservationInput).mutation(async ({ ctx, input }) => {
    const { minutes, ...pick } = input;
    const expiresAt = ctx.ctx.clock.now().add({ minutes });
    return { commandId: await reserveNow(ctx.ctx, { ...pick, expiresAt }) };
  }),
  cancelReservation: driverUseProcedure.input(idInput).mutation(async ({ ctx, input }) => ({
    commandId: await cancelReservation(ctx.ctx, input.id),
  })),
  command: driverUseProcedure
    .input(idInput)
    .query(async ({ ctx, input }) => toBrowser(await getCommand(ctx.ctx, input.id))),
  open: driverUseProcedure.query(async ({ ctx }) => {
    const open = await listOpenCommands(ctx.ctx);
    return open.map(toBrowser);
  }),
});
