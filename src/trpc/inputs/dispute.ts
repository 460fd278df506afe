import { z } from "zod";
import { CLOCK_DAYS, dayCounts } from "@/core/disputes/dispute-clock";
import { asId, isId } from "@/core/ids";
import { pageInput } from "./page";

const id = z.string().max(64);
const words = z.string().trim().max(2000);
const said = words.min(1);

/** A picture in base64 is at most so long: 5 MB of bytes. */
const MOST_BASE64 = 6_700_000;
const pictures = z.array(z.base64().max(MOST_BASE64)).max(5).default([]);

/** What a driver says of a charge. `id` is the address of his session. */
export const openDisputeInput = z.object({
  id,
  reason: z.enum(["amount", "overlap", "not_me", "no_charge", "fault", "other"]),
  text: said,
  pictures,
  blocksToken: z.boolean().default(false),
});

/** Findings of a charge that its driver says is right. `id` is the address of his session. */
export const namedFindingsInput = z.object({
  id,
  findings: z.array(z.string().max(100)).min(1).max(20),
});

/** A dispute with words that may be left out. */
export const disputeWordsInput = z.object({ id, words });

/** A dispute with words that are needed. */
export const disputeSaidInput = z.object({ id, words: said });

/** Words or pictures added to a dispute. */
export const disputeNoteInput = z.object({ id, words, pictures });

/** A note of finance, and whom it is for. */
export const staffNoteInput = disputeNoteInput.extend({
  readers: z.enum(["driver", "partner", "finance"]),
});

/** What finance asks a CPO, with the pictures that it may see. */
export const askOperatorInput = disputeSaidInput.extend({
  pictureIds: z
    .array(
      z
        .string()
        .refine(isId)
        .transform((text) => asId<"other">(text)),
    )
    .max(20)
    .default([]),
});

/** A CPO's answer; figures where it proposes others. */
export const disputeAnswerInput = z.object({
  id,
  answer: z.enum(["agree", "corrected", "disagree"]),
  words,
  energyMicroKwh: z
    .bigint()
    .min(0n)
    .max(10n ** 12n)
    .optional(),
  costMinor: z
    .bigint()
    .min(0n)
    .max(10n ** 12n)
    .optional(),
  pictures,
});

const clockDays = z.number().int().min(CLOCK_DAYS.least).max(CLOCK_DAYS.most);

/** How many days each step of a dispute may take, and which days count. */
export const disputeClocksInput = z.object({
  finance: clockDays,
  partner: clockDays,
  credit: clockDays,
  refund: clockDays,
  counts: z.enum(dayCounts),
});

/** What finance looks for in its queue; what an address says wrongly does not matter. */
export const disputeQueueInput = pageInput.extend({
  page: z.coerce.number().int().min(1).max(10_000).catch(1).default(1),
  turn: z.enum(["finance", "partner", "bank", "ended"]).optional().catch(undefined),
  overdue: z
    .enum(["yes"])
    .optional()
    .catch(undefined)
    .transform((value) => value === "yes"),
  text: z.string().trim().max(100).optional().catch(undefined),
});

/** Which disputes a CPO looks at; anything else in an address counts as all. */
export const partnerDisputesInput = z.object({
  only: z.enum(["all", "waiting"]).catch("all").default("all"),
});
