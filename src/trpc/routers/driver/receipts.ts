import { driverChargesProcedure, router } from "@/trpc/init";
import { meterCheckInput } from "@/trpc/inputs/meter-check";
import { idInput } from "@/trpc/inputs/page";
import { checkMeterData, meterDataView } from "@/trpc/meter-data";

/** What stays of a charge: its signed meter data, its statement, and packs of receipts. */
export const receiptsRouter = router({
  meterData: driverChargesProcedure
    .input(idInput)
    .query(({ ctx, input }) => meterDataView(ctx.ctx, input.id)),
  checkMeterData: driverChargesProcedure
    .input(meterCheckInput)
    .mutation(({ ctx, input: { id, outcome, signedKwh, fingerprint } }) =>
      checkMeterData(ctx.ctx, id, { outcome, detail: { signedKwh, fingerprint } }),
    ),
});
