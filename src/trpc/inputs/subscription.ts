import { z } from "zod";

const instant = z.iso.datetime({ precision: 0 });

/** Another plan, and from when. */
export const planWishInput = z.object({
  planVersionId: z.uuid(),
  when: z.enum(["now", "period-end"]),
});

/** A wish that is confirmed as it was shown; the id makes two clicks one deed. */
export const confirmedWishInput = planWishInput.extend({ shownAt: instant, deedId: z.uuid() });

/** What is to be done to a subscription. */
export const restInput = z.object({ deed: z.enum(["cancel", "keep", "pause", "resume"]) });

/** The same, confirmed as it was shown. */
export const confirmedRestInput = restInput.extend({ shownAt: instant, deedId: z.uuid() });
