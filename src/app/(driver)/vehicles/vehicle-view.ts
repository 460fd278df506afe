import type { RouterOutputs } from "@/trpc/outputs";

/** A car as it comes to the browser: figures are texts in kWh and kW. */
export type Vehicle = RouterOutputs["driver"]["vehicles"]["list"][number];
