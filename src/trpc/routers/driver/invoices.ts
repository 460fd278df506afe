import { invoiceView } from "@/documents/invoice-view";
import { getInvoice } from "@/services/invoices/get-invoice";
import { listDriverInvoices } from "@/services/invoices/list-driver-invoices";
import { driverReaderProcedure, router } from "@/trpc/init";
import { idInput, pageInput } from "@/trpc/inputs/page";

/** The driver's invoices. */
export const invoicesRouter = router({
  list: driverReaderProcedure
    .input(pageInput)
    .query(({ ctx, input }) => listDriverInvoices(ctx.ctx, input)),
  /** The invoice and its document as its reader sees it: the same view as the PDF's. */
  get: driverReaderProcedure.input(idInput).query(async ({ ctx, input }) => {
    const { document, ...invoice } = await getInvoice(ctx.ctx, input.id);
    const { pageOf: _pages, ...view } = invoiceView(document);
    return { ...invoice, timeZone: document.timeZone, dueOn: document.dueOn, view };
  }),
});
