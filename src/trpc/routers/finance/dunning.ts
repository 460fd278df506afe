import { problemsOfRules } from "@/core/dunning/rules-problems";
import { asId } from "@/core/ids";
import { isCurrency } from "@/core/money/currency";
import { parseAmount } from "@/core/money/written-amount";
import { getCase } from "@/services/dunning/get-case";
import { handOverCase } from "@/services/dunning/hand-over";
import { listCases, sumOverdue } from "@/services/dunning/list-cases";
import { pauseCase, resumeCase } from "@/services/dunning/pause-case";
import { addReferenceRate, listRules, publishRules } from "@/services/dunning/publish-rules";
import { recoverWriteOff } from "@/services/dunning/recover-write-off";
import { writeOffCase } from "@/services/dunning/write-off";
import { ServiceError } from "@/services/service-error";
import { financeProcedure, router } from "@/trpc/init";
import {
  dunningFilterInput,
  dunningRulesForm,
  handOverInput,
  pauseCaseInput,
  recoverInput,
  referenceRateInput,
  writeOffInput,
} from "@/trpc/inputs/dunning";
import { idInput } from "@/trpc/inputs/page";
import { rateOf, rulesOfForm } from "./rules-of-form";

const caseId = (id: string) => asId<"dunningCase">(id);

/** Unpaid invoices, what is done about them, and the rules of it. */
export const dunningRouter = router({
  list: financeProcedure
    .input(dunningFilterInput)
    .query(({ ctx, input }) => listCases(ctx.ctx, input)),
  overdue: financeProcedure.query(({ ctx }) => sumOverdue(ctx.ctx)),
  get: financeProcedure.input(idInput).query(({ ctx, input }) => getCase(ctx.ctx, input.id)),
  pause: financeProcedure.input(pauseCaseInput).mutation(({ ctx, input }) => {
    const { until } = input;
    return pauseCase(ctx.ctx, {
      caseId: caseId(input.id),
      reason: input.reason,
      until:
        until === "" ? null : Temporal.PlainDate.from(until).toZonedDateTime("UTC").toInstant(),
    });
  }),
  resume: financeProcedure
    .input(idInput)
    .mutation(({ ctx, input }) => resumeCase(ctx.ctx, { caseId: caseId(input.id) })),
  writeOff: financeProcedure.input(writeOffInput).mutation(({ ctx, input }) =>
    writeOffCase(ctx.ctx, {
      caseId: caseId(input.id),
      deedId: asId(input.deedId),
      amountMinor: BigInt(input.amountMinor),
      reason: input.reason,
    }),
  ),
  recover: financeProcedure.input(recoverInput).mutation(({ ctx, input }) => {
    const amount = isCurrency(input.currency) ? parseAmount(input.amount, input.currency) : null;
    if (!amount?.ok) throw new ServiceError("INVALID", "This is no amount of that currency.");
    return recoverWriteOff(ctx.ctx, {
      caseId: caseId(input.id),
      deedId: asId(input.deedId),
      amountMinor: amount.value,
    });
  }),
  handOver: financeProcedure.input(handOverInput).mutation(({ ctx, input }) =>
    handOverCase(ctx.ctx, {
      caseId: caseId(input.id),
      amountMinor: BigInt(input.amountMinor),
      agency: input.agency,
    }),
  ),
  rules: financeProcedure.query(({ ctx }) => listRules(ctx.ctx)),
  /** What the written rules say, and what is wrong with them. */
  previewRules: financeProcedure.input(dunningRulesForm).mutation(({ input }) => {
    const rules = rulesOfForm(input);
    return { rules, problems: problemsOfRules(rules) };
  }),
  publishRules: financeProcedure.input(dunningRulesForm).mutation(({ ctx, input }) =>
    publishRules(ctx.ctx, {
      country: input.country,
      validFrom: Temporal.PlainDate.from(input.validFrom),
      rules: rulesOfForm(input),
      source: input.source,
    }),
  ),
  addRate: financeProcedure.input(referenceRateInput).mutation(({ ctx, input }) =>
    addReferenceRate(ctx.ctx, {
      country: input.country,
      validFrom: Temporal.PlainDate.from(input.validFrom),
      rate: rateOf(input.rate),
      source: input.source,
    }),
  ),
});
