import { addExchangeRate } from "@/services/accounting/add-exchange-rate";
import { asId } from "@/core/ids";
import { closePeriod, readClosePage } from "@/services/accounting/close-period";
import { createBatch, listBatches, previewBatch } from "@/services/accounting/export-batch";
import {
  listLegalEntities,
  listPostingRoles,
  readBookkeeping,
  setPostingRole,
} from "@/services/accounting/posting-roles";
import { readTrialBalance } from "@/services/accounting/trial-balance";
import { financeProcedure, router } from "@/trpc/init";
import {
  batchInput,
  closeInput,
  closePageInput,
  entityInput,
  exchangeRateInput,
  postingRoleInput,
  previewInput,
  trialInput,
} from "@/trpc/inputs/accounting";
import { pageInput } from "@/trpc/inputs/page";
import { batchWriter } from "@/trpc/write-batch";

/** What bookkeeping gets: accounts, batches, the trial balance, and the close. */
export const accountingRouter = router({
  /** Legal entities, and the month before this one, which is what mostly is handed over. */
  start: financeProcedure.query(async ({ ctx }) => {
    const [entities, { timeZone }] = await Promise.all([
      listLegalEntities(ctx.ctx),
      readBookkeeping(ctx.ctx),
    ]);
    const today = ctx.ctx.clock.now().toZonedDateTimeISO(timeZone).toPlainDate();
    const last = today.toPlainYearMonth().subtract({ months: 1 });
    return { entities, timeZone, today: today.toString(), lastMonth: last.toString() };
  }),
  roles: financeProcedure
    .input(entityInput)
    .query(({ ctx, input }) =>
      listPostingRoles(
        ctx.ctx,
        input.entity === undefined ? undefined : asId<"legalEntity">(input.entity),
      ),
    ),
  setRole: financeProcedure.input(postingRoleInput).mutation(({ ctx, input }) =>
    setPostingRole(ctx.ctx, {
      ...input,
      legalEntityId: asId<"legalEntity">(input.legalEntityId),
      vatCode: input.vatCode === "" ? null : input.vatCode,
    }),
  ),
  addRate: financeProcedure
    .input(exchangeRateInput)
    .mutation(({ ctx, input }) =>
      addExchangeRate(ctx.ctx, { ...input, validOn: Temporal.PlainDate.from(input.validOn) }),
    ),
  batches: financeProcedure
    .input(pageInput)
    .query(({ ctx, input }) => listBatches(ctx.ctx, input.page)),
  preview: financeProcedure
    .input(previewInput)
    .query(({ ctx, input }) =>
      previewBatch(ctx.ctx, { ...input, legalEntityId: asId<"legalEntity">(input.legalEntityId) }),
    ),
  createBatch: financeProcedure.input(batchInput).mutation(async ({ ctx, input }) => {
    const { datev } = await readBookkeeping(ctx.ctx);
    return createBatch(
      ctx.ctx,
      { ...input, legalEntityId: asId<"legalEntity">(input.legalEntityId) },
      batchWriter({ ...datev, chart: "03", accountLength: 4 }),
    );
  }),
  trial: financeProcedure.input(trialInput).query(async ({ ctx, input }) => {
    const { timeZone } = await readBookkeeping(ctx.ctx);
    const today = ctx.ctx.clock.now().toZonedDateTimeISO(timeZone).toPlainDate();
    const from = input.from ?? today.with({ day: 1 }).toString();
    return readTrialBalance(ctx.ctx, { from, to: input.to ?? today.toString() });
  }),
  closePage: financeProcedure
    .input(closePageInput)
    .query(({ ctx, input }) => readClosePage(ctx.ctx, input.month)),
  close: financeProcedure
    .input(closeInput)
    .mutation(({ ctx, input }) => closePeriod(ctx.ctx, input)),
});
