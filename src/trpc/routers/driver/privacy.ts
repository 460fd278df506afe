import { currentSessionId } from "@/auth/current-session";
import { listDataExports, requestDataExport } from "@/services/privacy/data-exports";
import { readKept } from "@/services/privacy/read-kept";
import { readErasure, requestErasure, withdrawErasure } from "@/services/privacy/request-erasure";
import { readOwnMethods } from "@/services/payments/own-methods";
import { listBrowsers } from "@/services/push/browser-rows";
import { listAcceptances } from "@/services/terms/accept-terms";
import { listSignIns } from "@/services/users/list-sign-ins";
import { endOtherSessions, endSession, listOpenSessions } from "@/services/users/open-sessions";
import { driverOwnerProcedure, personProcedure, router } from "@/trpc/init";
import { idInput } from "@/trpc/inputs/page";

/** What is kept of a person. Sign-ins are everybody's own; the account's records are its owner's alone. */
export const privacyRouter = router({
  kept: driverOwnerProcedure.query(({ ctx }) => readKept(ctx.ctx)),
  /** What he agreed to: words, payments, and being told in browsers. */
  agreed: driverOwnerProcedure.query(async ({ ctx }) => {
    const [terms, { methods }, browsers] = await Promise.all([
      listAcceptances(ctx.ctx),
      readOwnMethods(ctx.ctx),
      listBrowsers(ctx.ctx),
    ]);
    return {
      terms,
      methods,
      browsers: browsers.map(({ id, userAgent, createdAt }) => ({ id, userAgent, createdAt })),
    };
  }),
  /** Asked again and again by the browser, so times are texts. */
  exports: driverOwnerProcedure.query(async ({ ctx }) =>
    (await listDataExports(ctx.ctx)).map(({ id, state, sizeBytes, requestedAt, expiresAt }) => ({
      id,
      state,
      sizeBytes,
      requestedAt: requestedAt.toString(),
      expiresAt: expiresAt?.toString() ?? null,
    })),
  ),
  requestExport: driverOwnerProcedure.mutation(({ ctx }) => requestDataExport(ctx.ctx)),
  erasure: driverOwnerProcedure.query(({ ctx }) => readErasure(ctx.ctx)),
  requestErasure: driverOwnerProcedure.mutation(({ ctx }) => requestErasure(ctx.ctx)),
  withdrawErasure: driverOwnerProcedure.mutation(({ ctx }) => withdrawErasure(ctx.ctx)),
  sessions: personProcedure.query(async ({ ctx }) =>
    listOpenSessions(ctx.ctx, { currentId: await currentSessionId() }),
  ),
  endSession: personProcedure
    .input(idInput)
    .mutation(({ ctx, input }) => endSession(ctx.ctx, { id: input.id })),
  /** Signs out everywhere but here; answers how many places that were. */
  endOtherSessions: personProcedure.mutation(async ({ ctx }) => {
    const currentId = await currentSessionId();
    return { ended: currentId ? await endOtherSessions(ctx.ctx, { currentId }) : 0 };
  }),
  signIns: personProcedure.query(({ ctx }) => listSignIns(ctx.ctx)),
});
