import { getDriverSession } from "@/services/sessions/get-driver-session";
import { listDriverSessions } from "@/services/sessions/list-driver-sessions";
import { driverProcedure, router } from "@/trpc/init";
import { idInput } from "@/trpc/inputs/page";
import { sessionFilterInput } from "@/trpc/inputs/session-filter";

/** The driver's charging sessions. */
export const sessionsRouter = router({
  list: driverProcedure
    .input(sessionFilterInput)
    .query(({ ctx, input }) => listDriverSessions(ctx.ctx, input)),
  get: driverProcedure
    .input(idInput)
    .query(({ ctx, input }) => getDriverSession(ctx.ctx, input.id)),
});
