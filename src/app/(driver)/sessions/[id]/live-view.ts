import type { RouterOutputs } from "@/trpc/outputs";

/** A running session's cost as it comes to the browser. */
export type LiveView = RouterOutputs["driver"]["sessions"]["live"];
