import { getTariff } from "@/services/tariffs/get-tariff";
import { listTariffPartners, listTariffs } from "@/services/tariffs/list-tariffs";
import { financeProcedure, router } from "@/trpc/init";
import { idInput } from "@/trpc/inputs/page";
import { tariffFilterInput } from "@/trpc/inputs/tariff-filter";

/** Partners' tariffs as finance sees them. */
export const tariffsRouter = router({
  list: financeProcedure
    .input(tariffFilterInput)
    .query(({ ctx, input }) => listTariffs(ctx.ctx, { ...input, scope: "all" })),
  partners: financeProcedure.query(({ ctx }) => listTariffPartners(ctx.ctx)),
  get: financeProcedure
    .input(idInput)
    .query(({ ctx, input }) => getTariff(ctx.ctx, { id: input.id, scope: "all" })),
});
