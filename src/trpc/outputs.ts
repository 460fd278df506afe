import type { inferRouterOutputs } from "@trpc/server";
import type { AppRouter } from "./routers/app-router";

/** What each procedure answers to server components: `RouterOutputs["driver"]["home"]["read"]`. */
export type RouterOutputs = inferRouterOutputs<AppRouter>;
