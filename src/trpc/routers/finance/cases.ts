import { asId } from "@/core/ids";
import { getCase } from "@/services/cases/get-case";
import { listCases } from "@/services/cases/list-cases";
import { assignCase, closeCase } from "@/services/cases/resolve-case";
import { financeProcedure, router } from "@/trpc/init";
import { assignCaseInput, caseFilterInput, closeCaseInput } from "@/trpc/inputs/case-filter";
import { idInput } from "@/trpc/inputs/page";

/** What does not agree, or what people must decide. */
export const casesRouter = router({
  list: financeProcedure
    .input(caseFilterInput)
    .query(({ ctx, input }) => listCases(ctx.ctx, input)),
  get: financeProcedure
    .input(idInput)
    .query(({ ctx, input }) => getCase(ctx.ctx, asId<"case">(input.id))),
  assign: financeProcedure
    .input(assignCaseInput)
    .mutation(({ ctx, input: { id, isMine } }) =>
      assignCase(ctx.ctx, { caseId: asId<"case">(id), isMine }),
    ),
  close: financeProcedure
    .input(closeCaseInput)
    .mutation(({ ctx, input: { id, ...rest } }) =>
      closeCase(ctx.ctx, { caseId: asId<"case">(id), ...rest }),
    ),
});
