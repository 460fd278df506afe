import { readDriverHome } from "@/services/drivers/read-driver-home";
import { readOwnPlan } from "@/services/plans/read-own-plan";
import { readLiveSessions } from "@/services/sessions/read-live-sessions";
import { driverProcedure, driverUseProcedure, router } from "@/trpc/init";

/** The driver's first page. */
export const homeRouter = router({
  read: driverProcedure.query(({ ctx }) => readDriverHome(ctx.ctx)),
  plan: driverProcedure.query(({ ctx }) => readOwnPlan(ctx.ctx)),
  /** Asked again and again by the browser, so times are texts. */
  live: driverUseProcedure.query(async ({ ctx }) => {
    const sessions = await readLiveSessions(ctx.ctx);
    return sessions.map(({ startedAt, updatedAt, ...session }) => ({
      ...session,
      startedAt: startedAt.toString(),
      updatedAt: updatedAt.toString(),
    }));
  }),
});
