import { z } from "zod";

/** Which disputes are shown; anything else in an address counts as all. */
export const disputeFilterInput = z.object({
  only: z.enum(["all", "open", "undecided"]).catch("all").default("all"),
});
