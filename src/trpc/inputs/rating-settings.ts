import { z } from "zod";
import { parseMicro } from "@/core/money/quantity";
import { ratingPolicyChoices } from "@/core/rating/rating-policy";
import { USUAL_TOLERANCE } from "@/core/rating/tolerance";
import { FINDING_CODES } from "@/core/rating/usual-findings";

const answer = z.enum(["hold", "note"]);

// At most so many digits after the point; an empty text takes the default.
const decimal = (most: number, places: number) =>
  z
    .string()
    .trim()
    .regex(new RegExp(String.raw`^(\d{1,7}([.,]\d{1,${places}})?)?$`))
    .refine((text) => Number(text.replace(",", ".")) <= most);

/** How a partner's CDRs are rated as people type it. Amounts in the currency's main unit, rates in per cent. */
export const ratingSettingsForm = z
  .object({
    policy: z.object({
      snapsToSeconds: z.boolean(),
      appliesStepSize: z.boolean(),
      timeStep: z.enum(ratingPolicyChoices.timeStep),
      reservationStep: z.enum(ratingPolicyChoices.reservationStep),
      unstatedPower: z.enum(ratingPolicyChoices.unstatedPower),
      durationOrigin: z.enum(ratingPolicyChoices.durationOrigin),
      durationAfterReservation: z.enum(ratingPolicyChoices.durationAfterReservation),
      flat: z.enum(ratingPolicyChoices.flat),
    }),
    above: decimal(100, 6),
    aboveRate: decimal(5, 4),
    below: decimal(1_000, 6),
    belowRate: decimal(50, 4),
    invoice: decimal(1_000_000, 6),
    contractCheck: answer,
    parkingMeans: z.enum(["not-charging", "not-requesting"]),
    findings: z.record(z.enum(FINDING_CODES), answer),
  })
  .refine(({ above, below }) => isWider(below, above, USUAL_TOLERANCE.above.micro), {
    path: ["below"],
  })
  // Per cent as 10⁻⁶ are a hundred times the millionths.
  .refine(
    ({ aboveRate, belowRate }) => isWider(belowRate, aboveRate, USUAL_TOLERANCE.above.ppm * 100n),
    { path: ["belowRate"] },
  );
export type RatingSettingsForm = z.infer<typeof ratingSettingsForm>;

export const ratingSettingsInput = z.object({ partnerId: z.uuid(), form: ratingSettingsForm });

/** A typed decimal in 10⁻⁶; null for an empty text and for one that is no number. */
export function readTypedMicro(text: string): bigint | null {
  const read = parseMicro(text.trim().replace(",", "."));
  return read.ok ? read.value.value : null;
}

/** Whether the bound below ours, if there is one, is not tighter than above. */
function isWider(below: string, above: string, usual: bigint): boolean {
  const bound = readTypedMicro(below);
  return bound === null || bound >= (readTypedMicro(above) ?? usual);
}
