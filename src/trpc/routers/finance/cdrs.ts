import { asId } from "@/core/ids";
import { countHolds } from "@/services/cdrs/count-holds";
import { decideCdr } from "@/services/cdrs/decide-cdr";
import { getCdr } from "@/services/cdrs/get-cdr";
import { listCdrPartners, listCdrs } from "@/services/cdrs/list-cdrs";
import { listDeliveries } from "@/services/cdrs/list-deliveries";
import { previewDecision } from "@/services/cdrs/preview-decision";
import { rerateCdr } from "@/services/cdrs/rerate-cdr";
import { listMeterChecks } from "@/services/meter-checks/read-meter-data";
import { financeProcedure, router } from "@/trpc/init";
import { cdrDecisionInput, cdrFilterInput, cdrIdInput } from "@/trpc/inputs/cdr-filter";
import { idInput } from "@/trpc/inputs/page";
import { cdrFilterOf } from "./cdr-filter";

/** CDRs as finance sees them. */
export const cdrsRouter = router({
  list: financeProcedure
    .input(cdrFilterInput)
    .query(({ ctx, input }) => listCdrs(ctx.ctx, { ...cdrFilterOf(input), page: input.page })),
  partners: financeProcedure.query(({ ctx }) => listCdrPartners(ctx.ctx)),
  holds: financeProcedure.query(({ ctx }) => countHolds(ctx.ctx)),
  get: financeProcedure.input(idInput).query(({ ctx, input }) => getCdr(ctx.ctx, input.id)),
  deliveries: financeProcedure
    .input(cdrIdInput)
    .query(({ ctx, input }) => listDeliveries(ctx.ctx, { cdrId: asId<"cdr">(input.cdrId) })),
  meterChecks: financeProcedure
    .input(cdrIdInput)
    .query(({ ctx, input }) => listMeterChecks(ctx.ctx, asId<"cdr">(input.cdrId))),
  previewDecision: financeProcedure
    .input(cdrIdInput)
    .query(({ ctx, input }) => previewDecision(ctx.ctx, { cdrId: asId<"cdr">(input.cdrId) })),
  decide: financeProcedure
    .input(cdrDecisionInput)
    .mutation(({ ctx, input }) =>
      decideCdr(ctx.ctx, { ...input, cdrId: asId<"cdr">(input.cdrId) }),
    ),
  rerate: financeProcedure
    .input(cdrIdInput)
    .mutation(({ ctx, input }) => rerateCdr(ctx.ctx, { cdrId: asId<"cdr">(input.cdrId) })),
});
