import type { InferSelectModel } from "drizzle-orm";
import type { Id } from "@/core/ids";
import type { approvals } from "@/db/schema/credits";
import type { Ctx } from "@/services/context";

/** What a second person is asked about. */
export type Approval = InferSelectModel<typeof approvals>;

/** The kinds of deeds that may need two people. */
export type ApprovalKind = Approval["kind"];

/** What needs a second person: the row it is about, and the amount that is asked for. */
export interface ApprovalRequest {
  readonly kind: ApprovalKind;
  readonly subjectType: string;
  readonly subjectId: Id;
  readonly amountMinor: bigint;
  readonly currency: string;
  /** Why, in the requester's words. */
  readonly reason: string;
}

/**
 * What a decision sets off, in its own transaction and with the second person acting. `approved` does the deed; it throws
 * PRECONDITION or CONFLICT where the deed is no longer what was asked for, and the decision falls with it.
 */
export interface ApprovalEffect {
  approved(ctx: Ctx, approval: Approval): Promise<void>;
  refused(ctx: Ctx, approval: Approval): Promise<void>;
}
