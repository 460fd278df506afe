import { asId } from "@/core/ids";
import { listDocuments } from "@/services/documents/list-documents";
import { listSeries } from "@/services/documents/list-series";
import { verifyDocument } from "@/services/documents/verify-document";
import { askForCheck } from "@/services/vat-numbers/ask-for-check";
import { listVatNumbers } from "@/services/vat-numbers/list-vat-numbers";
import { recordCheck } from "@/services/vat-numbers/record-check";
import { financeProcedure, router } from "@/trpc/init";
import { documentFilterInput, vatCheckInput, vatNumberInput } from "@/trpc/inputs/document-filter";
import { idInput } from "@/trpc/inputs/page";

/** Issued documents of every kind, their numbers, and the evidence for buyers' VAT numbers. */
export const documentsRouter = router({
  list: financeProcedure.input(documentFilterInput).query(({ ctx, input }) => {
    const { driverId, ...filter } = input;
    return listDocuments(ctx.ctx, {
      ...filter,
      driverId: driverId === undefined ? undefined : asId<"driver">(driverId),
    });
  }),
  verify: financeProcedure
    .input(idInput)
    .mutation(({ ctx, input }) => verifyDocument(ctx.ctx, asId<"document">(input.id))),
  series: financeProcedure.query(({ ctx }) => listSeries(ctx.ctx)),
  vatNumbers: financeProcedure.query(({ ctx }) => listVatNumbers(ctx.ctx)),
  askVies: financeProcedure
    .input(vatNumberInput)
    .mutation(({ ctx, input }) => askForCheck(ctx.ctx, input.vatNumber)),
  recordVatNumber: financeProcedure.input(vatCheckInput).mutation(({ ctx, input }) => {
    const { vatNumber, isValid, seen, consultation } = input;
    return recordCheck(ctx.ctx, {
      vatNumber,
      isValid,
      source: "manual",
      consultation: consultation === "" ? null : consultation,
      answer: { seen },
    });
  }),
});
