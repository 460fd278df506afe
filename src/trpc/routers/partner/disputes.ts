import { addDisputeNote } from "@/services/charge-disputes/add-dispute-note";
import { answerDispute } from "@/services/charge-disputes/answer-dispute";
import { listPartnerDisputes } from "@/services/charge-disputes/list-partner-disputes";
import { readAskedDispute } from "@/services/charge-disputes/read-dispute";
import { readPictures } from "@/trpc/dispute-pictures";
import { partnerProcedure, router } from "@/trpc/init";
import { disputeAnswerInput, disputeNoteInput, partnerDisputesInput } from "@/trpc/inputs/dispute";
import { idInput } from "@/trpc/inputs/page";

/** What a partner is asked about its charges, and what it says. */
export const disputesRouter = router({
  list: partnerProcedure
    .input(partnerDisputesInput)
    .query(({ ctx, input }) => listPartnerDisputes(ctx.ctx, input.only)),
  get: partnerProcedure
    .input(idInput)
    .query(({ ctx, input }) => readAskedDispute(ctx.ctx, input.id)),
  answer: partnerProcedure
    .input(disputeAnswerInput)
    .mutation(({ ctx, input: { energyMicroKwh, costMinor, pictures, ...input } }) =>
      answerDispute(ctx.ctx, {
        ...input,
        figures: {
          ...(energyMicroKwh === undefined ? {} : { energyMicroKwh }),
          ...(costMinor === undefined ? {} : { costMinor }),
        },
        pictures: readPictures(pictures),
      }),
    ),
  note: partnerProcedure.input(disputeNoteInput).mutation(({ ctx, input }) =>
    addDisputeNote(ctx.ctx, "partner", {
      id: input.id,
      words: input.words,
      pictures: readPictures(input.pictures),
    }),
  ),
});
