import { decideApproval } from "@/services/approvals/decide-approval";
import { listApprovals } from "@/services/approvals/list-approvals";
import { financeProcedure, router } from "@/trpc/init";
import { approvalDecisionInput } from "@/trpc/inputs/credit-note";

/** What waits for a second person. */
export const approvalsRouter = router({
  list: financeProcedure.query(({ ctx }) => listApprovals(ctx.ctx)),
  decide: financeProcedure.input(approvalDecisionInput).mutation(async ({ ctx, input }) => {
    const { note, ...decision } = input;
    const { decision: decided } = await decideApproval(ctx.ctx, {
      ...decision,
      ...(note ? { note } : {}),
    });
    return decided;
  }),
});
