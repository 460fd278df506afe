import { listDriverDocuments } from "@/services/documents/list-driver-documents";
import { driverReaderProcedure, router } from "@/trpc/init";
import { pageInput } from "@/trpc/inputs/page";

/** The driver's documents besides invoices. */
export const documentsRouter = router({
  list: driverReaderProcedure
    .input(pageInput)
    .query(({ ctx, input }) => listDriverDocuments(ctx.ctx, input)),
});
