import { invoiceView } from "@/documents/invoice-view";
import { getStaffInvoice } from "@/services/invoices/get-staff-invoice";
import { listInvoices } from "@/services/invoices/list-invoices";
import { financeProcedure, router } from "@/trpc/init";
import { invoiceFilterInput } from "@/trpc/inputs/invoice-filter";
import { idInput } from "@/trpc/inputs/page";

/** Issued invoices as finance sees them. */
export const invoicesRouter = router({
  list: financeProcedure.input(invoiceFilterInput).query(({ ctx, input }) => {
    const { payment, need, ...filter } = input;
    return listInvoices(ctx.ctx, {
      ...filter,
      paymentState: payment,
      isOverdue: need === "overdue",
      isOwed: need === "owed",
      isTroubled: need === "troubled",
    });
  }),
  /** The invoice, and its document in the words of its PDF. */
  get: financeProcedure.input(idInput).query(async ({ ctx, input }) => {
    const { document, ...invoice } = await getStaffInvoice(ctx.ctx, input.id);
    const { pageOf: _pages, ...view } = invoiceView(document);
    const { timeZone, currency, perRate } = document;
    return { ...invoice, timeZone, currency, perRate, view };
  }),
});
