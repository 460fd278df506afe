import { asId } from "@/core/ids";
import { isCurrency } from "@/core/money/currency";
import { parseAmount } from "@/core/money/written-amount";
import { ServiceError } from "@/services/service-error";
import {
  approvePartnerInvoice,
  comparePartnerInvoice,
  disputePartnerInvoice,
} from "@/services/settlements/decide-partner-invoice";
import { getCreditor } from "@/services/settlements/get-creditor";
import { getPartnerInvoice } from "@/services/settlements/get-partner-invoice";
import { listPayments } from "@/services/settlements/list-payments";
import { listCreditors } from "@/services/settlements/list-creditors";
import { makePaymentFile } from "@/services/settlements/make-payment-file";
import { cancelPaymentFile, fetchPaymentFile } from "@/services/settlements/payment-file-states";
import { receivePartnerInvoice } from "@/services/settlements/receive-partner-invoice";
import { previewSettlement, settlePeriod } from "@/services/settlements/settle-period";
import { updateCreditor } from "@/services/settlements/update-creditor";
import { financeProcedure, router } from "@/trpc/init";
import {
  creditorInput,
  deedInput,
  disputeInput,
  partnerInvoiceInput,
  paymentFileInput,
  settleInput,
  settlementMonthInput,
} from "@/trpc/inputs/settlement";

const invoiceId = (id: string) => asId<"partnerInvoice">(id);
const fileId = (id: string) => asId<"paymentFile">(id);

/** What we owe operators, their invoices and what is paid of them. */
export const settlementRouter = router({
  list: financeProcedure.query(({ ctx }) => listCreditors(ctx.ctx)),
  get: financeProcedure
    .input(deedInput)
    .query(({ ctx, input }) => getCreditor(ctx.ctx, asId<"creditor">(input.id))),
  preview: financeProcedure.input(settlementMonthInput).query(async ({ ctx, input }) => {
    const { period, ...preview } = await previewSettlement(ctx.ctx, {
      ...input,
      creditorId: asId<"creditor">(input.creditorId),
    });
    return { ...preview, start: period.start.toString(), end: period.end.toString() };
  }),
  settle: financeProcedure.input(settleInput).mutation(({ ctx, input }) =>
    settlePeriod(ctx.ctx, {
      ...input,
      settlementId: asId<"settlement">(input.settlementId),
      creditorId: asId<"creditor">(input.creditorId),
    }),
  ),
  update: financeProcedure.input(creditorInput).mutation(({ ctx, input }) => {
    const { creditorId, line1, postalCode, city, country, selfBillingAgreedOn, ...values } = input;
    return updateCreditor(ctx.ctx, {
      ...values,
      creditorId: asId<"creditor">(creditorId),
      address: line1 && city && country ? { line1, postalCode, city, country } : null,
      selfBillingAgreedOn:
        selfBillingAgreedOn === "" ? null : Temporal.PlainDate.from(selfBillingAgreedOn),
    });
  }),
  invoice: financeProcedure
    .input(deedInput)
    .query(({ ctx, input }) => getPartnerInvoice(ctx.ctx, invoiceId(input.id))),
  receive: financeProcedure.input(partnerInvoiceInput).mutation(({ ctx, input }) => {
    const { recordId, file, fileName, net, vat, issuedOn, dueOn, currency, ...rest } = input;
    return receivePartnerInvoice(ctx.ctx, {
      ...rest,
      partnerInvoiceId: invoiceId(rest.partnerInvoiceId),
      creditorId: asId<"creditor">(rest.creditorId),
      currency,
      netMinor: amountOf(net, currency),
      vatMinor: vat === "" ? 0n : amountOf(vat, currency),
      issuedOn: Temporal.PlainDate.from(issuedOn),
      dueOn: Temporal.PlainDate.from(dueOn),
      cdrs:
        recordId === ""
          ? { by: "file", fileName, file: new TextEncoder().encode(file) }
          : { by: "ocpi", recordId },
    });
  }),
  compare: financeProcedure
    .input(deedInput)
    .mutation(({ ctx, input }) => comparePartnerInvoice(ctx.ctx, invoiceId(input.id))),
  approve: financeProcedure
    .input(deedInput)
    .mutation(({ ctx, input }) => approvePartnerInvoice(ctx.ctx, invoiceId(input.id))),
  dispute: financeProcedure
    .input(disputeInput)
    .mutation(({ ctx, input }) =>
      disputePartnerInvoice(ctx.ctx, { id: invoiceId(input.id), note: input.note }),
    ),
  payments: financeProcedure.query(({ ctx }) => listPayments(ctx.ctx)),
  pay: financeProcedure.input(paymentFileInput).mutation(({ ctx, input }) =>
    makePaymentFile(ctx.ctx, {
      paymentFileId: fileId(input.paymentFileId),
      partnerInvoiceIds: input.partnerInvoiceIds.map(invoiceId),
      executeOn: Temporal.PlainDate.from(input.executeOn),
    }),
  ),
  fetchFile: financeProcedure
    .input(deedInput)
    .mutation(({ ctx, input }) => fetchPaymentFile(ctx.ctx, fileId(input.id))),
  cancelFile: financeProcedure
    .input(deedInput)
    .mutation(({ ctx, input }) => cancelPaymentFile(ctx.ctx, fileId(input.id))),
});

function amountOf(text: string, currency: string): bigint {
  const amount = isCurrency(currency) ? parseAmount(text, currency) : null;
  if (!amount?.ok)
    throw new ServiceError("INVALID", "This is no amount of that currency.", { text });
  return amount.value;
}
