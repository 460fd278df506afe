import { asId } from "@/core/ids";
import { getBankLine, listBankLines } from "@/services/treasury/list-bank-lines";
import { keepRest } from "@/services/treasury/keep-rest";
import { listPayouts } from "@/services/treasury/list-payouts";
import { matchAutomatically } from "@/services/treasury/match-automatically";
import { matchLine, type LineTarget } from "@/services/treasury/match-line";
import { storeStatement } from "@/services/treasury/store-statement";
import { undoMatch } from "@/services/treasury/undo-match";
import { money } from "@/core/money/money";
import { financeProcedure, router } from "@/trpc/init";
import { bankLineFilterInput, lineIdInput, matchInput, statementInput } from "@/trpc/inputs/bank";
import { idInput, pageInput } from "@/trpc/inputs/page";
import { readStatement } from "@/trpc/read-statement";
import type { z } from "zod";

/** The bank: statements, lines and what they are; and Stripe's payouts to it. */
export const bankRouter = router({
  list: financeProcedure
    .input(bankLineFilterInput)
    .query(({ ctx, input }) => listBankLines(ctx.ctx, input)),
  get: financeProcedure
    .input(idInput)
    .query(({ ctx, input }) => getBankLine(ctx.ctx, asId<"bankLine">(input.id))),
  payouts: financeProcedure
    .input(pageInput)
    .query(({ ctx, input }) => listPayouts(ctx.ctx, input.page)),
  /** What a file says, before anything is stored. */
  read: financeProcedure.input(statementInput).mutation(({ input }) => {
    const { format, account, entries, unread, head, mapping } = readStatement(input);
    return {
      format,
      account,
      head: [...head],
      mapping,
      lines: entries.length,
      unread: unread.slice(0, 20),
      unreadCount: unread.length,
      first: entries.slice(0, 5).map((entry) => ({
        bookedOn: entry.bookedOn.toString(),
        amount: money(entry.amountMinor, entry.currency),
        told: [entry.counterparty, entry.reference, entry.text].filter((one) => one !== null),
      })),
    };
  }),
  /** Stores it, and matches what can only be one thing. */
  store: financeProcedure.input(statementInput).mutation(async ({ ctx, input }) => {
    const read = readStatement(input);
    const stored = await storeStatement(ctx.ctx, {
      ...read,
      fileName: input.fileName,
      account: read.account ?? input.account ?? "",
    });
    return { ...stored, matched: await matchAutomatically(ctx.ctx) };
  }),
  match: financeProcedure.input(matchInput).mutation(({ ctx, input }) =>
    matchLine(ctx.ctx, {
      lineId: asId<"bankLine">(input.lineId),
      target: targetOf(input.target),
    }),
  ),
  undo: financeProcedure
    .input(lineIdInput)
    .mutation(({ ctx, input }) => undoMatch(ctx.ctx, asId<"bankLine">(input.lineId))),
  keepRest: financeProcedure
    .input(lineIdInput)
    .mutation(({ ctx, input }) => keepRest(ctx.ctx, asId<"bankLine">(input.lineId))),
});

function targetOf(target: z.output<typeof matchInput>["target"]): LineTarget {
  if (target.kind === "invoice") {
    return { kind: "invoice", invoiceIds: target.invoiceIds.map(asId<"invoice">) };
  }
  if (target.kind === "payment_file") {
    return { kind: "payment_file", paymentFileId: asId<"paymentFile">(target.paymentFileId) };
  }
  return target;
}
