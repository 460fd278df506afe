import type { RouterOutputs } from "@/trpc/outputs";

/** What the page knows of the driver's plan. */
export type OwnPlan = RouterOutputs["driver"]["plan"]["read"];

/** What every plan would have cost the driver, on his own charges. */
export type Compared = RouterOutputs["driver"]["plan"]["compare"];
