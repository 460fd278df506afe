import { chargeStatementView } from "@/documents/charge-statement-view";
import { listPacks } from "@/services/receipts/list-packs";
import { orderPack } from "@/services/receipts/order-pack";
import { readOwnStatement } from "@/services/receipts/own-statements";
import { previewReceipts } from "@/services/receipts/preview-receipts";
import { readPendingPrice } from "@/services/receipts/read-pending-price";
import { readReceiptChoices } from "@/services/receipts/receipt-choices";
import {
  addReceiptSchedule,
  endReceiptSchedule,
  listReceiptSchedules,
} from "@/services/receipts/receipt-schedules";
import { driverChargesProcedure, router } from "@/trpc/init";
import { meterCheckInput } from "@/trpc/inputs/meter-check";
import { idInput } from "@/trpc/inputs/page";
import {
  choiceOf,
  periodOf,
  receiptPeriodInput,
  receiptScheduleInput,
} from "@/trpc/inputs/receipts";
import { statementInput } from "@/trpc/inputs/statement";
import { checkMeterData, meterDataView } from "@/trpc/meter-data";

/** What stays of a charge: its signed meter data, its statement, and packs of receipts. */
export const receiptsRouter = router({
  meterData: driverChargesProcedure
    .input(idInput)
    .query(({ ctx, input }) => meterDataView(ctx.ctx, input.id)),
  checkMeterData: driverChargesProcedure
    .input(meterCheckInput)
    .mutation(({ ctx, input: { id, outcome, signedKwh, fingerprint } }) =>
      checkMeterData(ctx.ctx, id, { outcome, detail: { signedKwh, fingerprint } }),
    ),
  pendingPrice: driverChargesProcedure
    .input(idInput)
    .query(({ ctx, input }) => readPendingPrice(ctx.ctx, input.id)),
  statement: driverChargesProcedure
    .input(statementInput)
    .query(async ({ ctx, input: { id, locale } }) => {
      const own = await readOwnStatement(ctx.ctx, id);
      const { pageOf: _pages, ...view } = chargeStatementView({ ...own, locale });
      return { view, pageId: own.statement.pageId };
    }),
  choices: driverChargesProcedure.query(({ ctx }) => readReceiptChoices(ctx.ctx)),
  period: driverChargesProcedure
    .input(receiptPeriodInput)
    .query(({ ctx, input }) => previewReceipts(ctx.ctx, periodOf(input))),
  order: driverChargesProcedure
    .input(receiptPeriodInput)
    .mutation(({ ctx, input }) => orderPack(ctx.ctx, periodOf(input))),
  /** Asked again and again by the browser, so times are texts. */
  packs: driverChargesProcedure.query(async ({ ctx }) =>
    (await listPacks(ctx.ctx)).map(
      ({ firstDay, lastDay, requestedAt: _at, expiresAt, ...pack }) => ({
        ...pack,
        firstDay: firstDay.toString(),
        lastDay: lastDay.toString(),
        expiresAt: expiresAt?.toString() ?? null,
      }),
    ),
  ),
  schedules: driverChargesProcedure.query(async ({ ctx }) =>
    (await listReceiptSchedules(ctx.ctx)).map(({ dueAt, ...schedule }) => ({
      ...schedule,
      dueAt: dueAt.toString(),
    })),
  ),
  addSchedule: driverChargesProcedure
    .input(receiptScheduleInput)
    .mutation(({ ctx, input: { sendTo, ...choice } }) =>
      addReceiptSchedule(ctx.ctx, { sendTo, choice: choiceOf(choice) }),
    ),
  endSchedule: driverChargesProcedure
    .input(idInput)
    .mutation(({ ctx, input }) => endReceiptSchedule(ctx.ctx, input.id)),
});
