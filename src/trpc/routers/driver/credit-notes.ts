import { creditNoteView } from "@/documents/credit-note-view";
import { disputeCharge } from "@/services/charge-disputes/dispute-charge";
import { readChargeDispute } from "@/services/charge-disputes/read-charge-dispute";
import { getCreditNote } from "@/services/credit-notes/get-credit-note";
import { listDriverCreditNotes } from "@/services/credit-notes/list-credit-notes";
import { driverProcedure, driverReaderProcedure, router } from "@/trpc/init";
import { chargeDisputeInput, creditNoteFilterInput } from "@/trpc/inputs/credit-note";
import { idInput } from "@/trpc/inputs/page";

/** The driver's credit notes, and his objections to charges. */
export const creditNotesRouter = router({
  list: driverReaderProcedure
    .input(creditNoteFilterInput)
    .query(({ ctx, input }) => listDriverCreditNotes(ctx.ctx, input)),
  get: driverReaderProcedure.input(idInput).query(async ({ ctx, input }) => {
    const { document, ...note } = await getCreditNote(ctx.ctx, input.id);
    if (!document) return { ...note, view: null };
    const { pageOf: _pages, ...view } = creditNoteView(document);
    return { ...note, view };
  }),
  ofSession: driverProcedure
    .input(idInput)
    .query(({ ctx, input }) => readChargeDispute(ctx.ctx, input.id)),
  dispute: driverProcedure
    .input(chargeDisputeInput)
    .mutation(({ ctx, input }) => disputeCharge(ctx.ctx, input)),
});
