import { creditNoteView } from "@/documents/credit-note-view";
import { getCreditNote } from "@/services/credit-notes/get-credit-note";
import { listDriverCreditNotes } from "@/services/credit-notes/list-credit-notes";
import { driverReaderProcedure, router } from "@/trpc/init";
import { creditNoteFilterInput } from "@/trpc/inputs/credit-note";
import { idInput } from "@/trpc/inputs/page";

/** The driver's credit notes. */
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
});
