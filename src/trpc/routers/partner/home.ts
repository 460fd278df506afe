import { countTolerances } from "@/services/partners/count-tolerances";
import { readOwnConnection } from "@/services/partners/read-own-connection";
import { readOurAddresses } from "@/services/certification/our-addresses";
import { partnerProcedure, router } from "@/trpc/init";

/** A partner's first page. */
export const homeRouter = router({
  connection: partnerProcedure.query(({ ctx }) => readOwnConnection(ctx.ctx)),
  addresses: partnerProcedure.query(({ ctx }) => readOurAddresses(ctx.ctx)),
  tolerances: partnerProcedure.query(({ ctx }) => countTolerances(ctx.ctx)),
});
