import { router } from "@/trpc/init";
import { personRouter } from "./person";

/** Everything that pages can ask. One router per audience, one file per noun in it. */
export const appRouter = router({
  person: personRouter,
});

export type AppRouter = typeof appRouter;
