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
    const now = ctx.ctx.clock.now().toString();
    return sessions.map(({ startedAt, updatedAt, idle, ...session }) => ({
      ...session,
      now,
      idle: idle && { ...idle, from: idle.from.toString() },
      startedAt: startedAt.toString(),
      updatedAt: updatedAt.toString(),
    }));
  }),
});
