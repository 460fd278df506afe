import { asId } from "@/core/ids";
import { invoiceNow } from "@/services/invoices/invoice-now";
import { previewInvoice } from "@/services/invoices/preview-invoice";
import { listUnbilledDrivers } from "@/services/reports/list-unbilled-drivers";
import { financeProcedure, router } from "@/trpc/init";
import { driverFilterInput, driverIdInput, invoiceNowInput } from "@/trpc/inputs/invoice-filter";

/** Drivers and what is to be invoiced to them. */
export const driversRouter = router({
  list: financeProcedure
    .input(driverFilterInput)
    .query(({ ctx, input }) => listUnbilledDrivers(ctx.ctx, input)),
  previewInvoice: financeProcedure
    .input(driverIdInput)
    .query(({ ctx, input }) =>
      previewInvoice(ctx.ctx, { driverId: asId<"driver">(input.driverId) }),
    ),
  invoiceNow: financeProcedure
    .input(invoiceNowInput)
    .mutation(({ ctx, input }) =>
      invoiceNow(ctx.ctx, { ...input, driverId: asId<"driver">(input.driverId) }),
    ),
});
