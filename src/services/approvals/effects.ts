import { paymentFileApproval } from "@/services/settlements/payment-file-states";
import { creditNoteEffect } from "@/services/credit-notes/approval-effect";
import { writeOffApproval } from "@/services/dunning/write-off";
import { walletGrantEffect } from "@/services/wallet/grant-credit";
import type { ApprovalEffect, ApprovalKind } from "./approval";

/** One line for each kind whose deed is done at once. Kinds without one are only recorded. */
export const approvalEffects: Readonly<Partial<Record<ApprovalKind, ApprovalEffect>>> = {
  credit_note: creditNoteEffect,
  payment_file: paymentFileApproval,
  write_off: writeOffApproval,
  wallet_grant: walletGrantEffect,
};
