import { addDisputeNote } from "@/services/charge-disputes/add-dispute-note";
import { askOperator } from "@/services/charge-disputes/ask-operator";
import { readDisputeClocks, setDisputeClocks } from "@/services/charge-disputes/dispute-clocks";
import { agreeDispute, refuseDispute } from "@/services/charge-disputes/decide-dispute";
import { listDisputeQueue } from "@/services/charge-disputes/list-dispute-queue";
import { readStaffDispute } from "@/services/charge-disputes/read-dispute";
import { readPictures } from "@/trpc/dispute-pictures";
import { financeProcedure, router } from "@/trpc/init";
import {
  askOperatorInput,
  disputeClocksInput,
  disputeQueueInput,
  disputeSaidInput,
  staffNoteInput,
} from "@/trpc/inputs/dispute";
import { idInput } from "@/trpc/inputs/page";

/** What drivers say is not right: finance's queue, and its side of each. */
export const objectionsRouter = router({
  list: financeProcedure
    .input(disputeQueueInput)
    .query(({ ctx, input }) => listDisputeQueue(ctx.ctx, input)),
  get: financeProcedure
    .input(idInput)
    .query(({ ctx, input }) => readStaffDispute(ctx.ctx, input.id)),
  /** How many days each step may take. */
  clocks: financeProcedure.query(({ ctx }) => readDisputeClocks(ctx.ctx)),
  setClocks: financeProcedure
    .input(disputeClocksInput)
    .mutation(({ ctx, input }) => setDisputeClocks(ctx.ctx, input)),
  ask: financeProcedure
    .input(askOperatorInput)
    .mutation(({ ctx, input }) => askOperator(ctx.ctx, input)),
  agree: financeProcedure
    .input(disputeSaidInput)
    .mutation(({ ctx, input }) => agreeDispute(ctx.ctx, input)),
  refuse: financeProcedure
    .input(disputeSaidInput)
    .mutation(({ ctx, input }) => refuseDispute(ctx.ctx, input)),
  note: financeProcedure.input(staffNoteInput).mutation(({ ctx, input }) =>
    addDisputeNote(ctx.ctx, "finance", {
      id: input.id,
      words: input.words,
      pictures: readPictures(input.pictures),
      readers: input.readers,
    }),
  ),
});
