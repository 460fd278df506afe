import type { RouterOutputs } from "@/trpc/outputs";

/** What the page knows of the driver's plan. */
export type OwnPlan = RouterOutputs["driver"]["plan"]["read"];
