import { z } from "zod";

/** What a browser's check of signed meter data came to. */
export const meterCheckInput = z.object({
  id: z.string().max(64),
  outcome: z.enum(["genuine", "altered", "no_key", "unreadable", "not_signed", "other_energy"]),
  signedKwh: z.string().max(40).nullable(),
  fingerprint: z.string().max(64).nullable(),
});
