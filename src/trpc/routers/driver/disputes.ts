import { addDisputeNote } from "@/services/charge-disputes/add-dispute-note";
import { dismissFindings, restoreFindings } from "@/services/charge-disputes/dismiss-findings";
import { listDoubtfulCharges } from "@/services/charge-disputes/list-doubtful-charges";
import { listOwnDisputes } from "@/services/charge-disputes/list-own-disputes";
import { openDispute } from "@/services/charge-disputes/open-dispute";
import { readChargeDispute } from "@/services/charge-disputes/read-charge-dispute";
import { readOwnDispute } from "@/services/charge-disputes/read-dispute";
import { reopenDispute, withdrawDispute } from "@/services/charge-disputes/withdraw-dispute";
import { readPictures } from "@/trpc/dispute-pictures";
import { driverUseProcedure, router } from "@/trpc/init";
import {
  disputeNoteInput,
  disputeSaidInput,
  disputeWordsInput,
  namedFindingsInput,
  openDisputeInput,
} from "@/trpc/inputs/dispute";
import { idInput } from "@/trpc/inputs/page";

/** What a driver says is not right, and what becomes of it. */
export const disputesRouter = router({
  list: driverUseProcedure.query(({ ctx }) => listOwnDisputes(ctx.ctx)),
  get: driverUseProcedure
    .input(idInput)
    .query(({ ctx, input }) => readOwnDispute(ctx.ctx, input.id)),
  /** What can be said of a charge, and what was. */
  ofSession: driverUseProcedure
    .input(idInput)
    .query(({ ctx, input }) => readChargeDispute(ctx.ctx, input.id)),
  /** Charges about which something does not fit. */
  offered: driverUseProcedure.query(({ ctx }) => listDoubtfulCharges(ctx.ctx)),
  /** This is right: do not ask again. */
  dismiss: driverUseProcedure
    .input(namedFindingsInput)
    .mutation(({ ctx, input }) => dismissFindings(ctx.ctx, input)),
  restore: driverUseProcedure
    .input(namedFindingsInput)
    .mutation(({ ctx, input }) => restoreFindings(ctx.ctx, input)),
  open: driverUseProcedure
    .input(openDisputeInput)
    .mutation(({ ctx, input }) =>
      openDispute(ctx.ctx, { ...input, pictures: readPictures(input.pictures) }),
    ),
  note: driverUseProcedure.input(disputeNoteInput).mutation(({ ctx, input }) =>
    addDisputeNote(ctx.ctx, "driver", {
      id: input.id,
      words: input.words,
      pictures: readPictures(input.pictures),
    }),
  ),
  withdraw: driverUseProcedure
    .input(disputeWordsInput)
    .mutation(({ ctx, input }) => withdrawDispute(ctx.ctx, input)),
  reopen: driverUseProcedure
    .input(disputeSaidInput)
    .mutation(({ ctx, input }) => reopenDispute(ctx.ctx, input)),
});
