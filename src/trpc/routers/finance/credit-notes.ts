import { creditNoteView } from "@/documents/credit-note-view";
import { lineName } from "@/documents/line-name";
import { listCreditNotesDue } from "@/services/cdrs/list-credit-notes-due";
import { getStaffCreditNote } from "@/services/credit-notes/get-credit-note";
import { issueDueCreditNotes } from "@/services/credit-notes/issue-due-credit-notes";
import { listCreditNotes } from "@/services/credit-notes/list-credit-notes";
import { previewCreditNote } from "@/services/credit-notes/preview-credit-note";
import { readCreditable } from "@/services/credit-notes/read-creditable";
import { requestCreditNote } from "@/services/credit-notes/request-credit-note";
import { financeProcedure, router } from "@/trpc/init";
import {
  creditNoteFilterInput,
  creditOrderInput,
  creditRequestInput,
  creditSourceInput,
} from "@/trpc/inputs/credit-note";
import { idInput } from "@/trpc/inputs/page";

/** Credit notes, and what asks for them. */
export const creditNotesRouter = router({
  list: financeProcedure
    .input(creditNoteFilterInput)
    .query(({ ctx, input }) => listCreditNotes(ctx.ctx, input)),
  get: financeProcedure.input(idInput).query(async ({ ctx, input }) => {
    const { document, ...note } = await getStaffCreditNote(ctx.ctx, input.id);
    if (!document) return { ...note, view: null };
    const { pageOf: _pages, ...view } = creditNoteView(document);
    return { ...note, view };
  }),
  due: financeProcedure.query(({ ctx }) => listCreditNotesDue(ctx.ctx)),
  creditable: financeProcedure.input(creditSourceInput).query(async ({ ctx, input }) => {
    const { lines, locale, ...creditable } = await readCreditable(ctx.ctx, input);
    const named = lines.map(({ line, ...rest }) => ({ ...rest, name: lineName(line, locale) }));
    return { ...creditable, lines: named };
  }),
  preview: financeProcedure.input(creditOrderInput).query(async ({ ctx, input }) => {
    const { document, ...preview } = await previewCreditNote(ctx.ctx, input);
    const { pageOf: _pages, ...view } = creditNoteView(document);
    return { ...preview, view };
  }),
  request: financeProcedure
    .input(creditRequestInput)
    .mutation(({ ctx, input }) => requestCreditNote(ctx.ctx, input)),
  issueDue: financeProcedure.mutation(({ ctx }) => issueDueCreditNotes(ctx.ctx)),
});
