import type { Ctx } from "@/services/context";
import { paymentFileApproval } from "@/services/settlements/payment-file-states";
import type { Approval, ApprovalKind } from "./approval";

/**
 * What a decision sets off, in its own transaction and with the second person acting. `approved` does the deed; it throws
 * PRECONDITION or CONFLICT where the deed is no longer what was asked for, and the decision falls with it.
 */
export interface ApprovalEffect {
  approved(ctx: Ctx, approval: Approval): Promise<void>;
  refused(ctx: Ctx, approval: Approval): Promise<void>;
}

/** One line for each kind whose deed is done at once. Kinds without one are only recorded. */
export const approvalEffects: Readonly<Partial<Record<ApprovalKind, ApprovalEffect>>> = {
  payment_file: paymentFileApproval,
};
