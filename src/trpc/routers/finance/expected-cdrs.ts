import { listExpectedCdrs } from "@/services/expected-cdrs/list-expected-cdrs";
import { readExpectedSummary } from "@/services/expected-cdrs/read-expected-summary";
import { financeProcedure, router } from "@/trpc/init";
import { expectedCdrFilterInput } from "@/trpc/inputs/expected-cdr-filter";

/** The book of expected CDRs. */
export const expectedCdrsRouter = router({
  list: financeProcedure.input(expectedCdrFilterInput).query(({ ctx, input }) => {
    const { kind = "missing", partner, from, to, page } = input;
    return listExpectedCdrs(ctx.ctx, { kind, partnerId: partner, from, to, page });
  }),
  summary: financeProcedure.query(({ ctx }) => readExpectedSummary(ctx.ctx)),
});
