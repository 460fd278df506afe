import { router } from "@/trpc/init";
import { driverRouter } from "./driver/driver-router";
import { personRouter } from "./person";

/** Everything that pages can ask. One router per audience, one file per noun in it. */
export const appRouter = router({
  person: personRouter,
  driver: driverRouter,
});

export type AppRouter = typeof appRouter;
