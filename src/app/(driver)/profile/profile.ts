import type { RouterOutputs } from "@/trpc/outputs";

/** What the page knows of the driver. */
export type Profile = RouterOutputs["driver"]["profile"]["read"];
