import { z } from "zod";

/** The versions of OCPI that a pasted tariff can be of. */
export const labVersions = ["2.1.1", "2.2.1", "2.3.0"] as const;
export const labShapes = ["constant", "taper", "steps"] as const;
export const labPhases = ["0", "1", "3"] as const;

/** The most that may be pasted, in characters: a tariff of a month in hours has a third of it. */
export const MOST_PASTED = 300_000;
export const MOST_STEPS = 48;
const MOST_MINUTES = 7 * 24 * 60;

/** A decimal as people write it, with a comma or a point. */
const decimal = (most: number) =>
  z
    .string()
    .trim()
    .transform((text) => text.replace(",", "."))
    .pipe(
      z
        .string()
        .regex(/^\d{1,5}(\.\d{1,6})?$/)
        .refine((text) => Number(text) <= most),
    );

const wallClock = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d$/);

/** Whose tariffs may be picked: a partner's own, or those of all partners. */
const labScope = z.enum(["all", "own"]);

const source = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("stored"), versionId: z.uuid() }),
  z.object({
    kind: z.literal("pasted"),
    text: z.string().max(MOST_PASTED),
    version: z.enum(labVersions).nullable(),
  }),
]);

/** A charge as it is drawn. Powers in kW, energy in kWh, times by the wall clock of the zone. */
export const drawnChargeInput = z.object({
  timeZone: z.string().trim().min(1).max(60),
  start: wallClock,
  energy: decimal(2_000),
  shape: z.enum(labShapes),
  power: decimal(1_000),
  phases: z.enum(labPhases),
  steps: z
    .array(z.object({ minute: z.int().min(0).max(MOST_MINUTES), power: decimal(1_000) }))
    .max(MOST_STEPS),
  /** When it is unplugged; null: so many minutes after charging. */
  unplug: wallClock.nullable(),
  parking: z.int().min(0).max(MOST_MINUTES),
});

/** What is to be tried: one tariff, or two beside each other. */
export const labTrialInput = z.object({
  scope: labScope,
  charge: drawnChargeInput,
  sources: z.array(source).min(1).max(2),
});
export type LabTrialInput = z.input<typeof labTrialInput>;
export type LabSource = z.output<typeof source>;
export type DrawnChargeInput = z.output<typeof drawnChargeInput>;

export const labPickInput = z.object({
  scope: labScope,
  text: z.string().trim().max(80).default(""),
});
