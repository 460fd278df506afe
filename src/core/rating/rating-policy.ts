import type { Outcome } from "@/core/outcome";
import { no, ok } from "@/core/outcome";

/**
 * How to read OCPI where it leaves a choice. A setting of each partner, because contracts differ; as
 * JSON it is this object itself.
 */
export type RatingPolicy = {
  /**
   * Whether hours are first brought to whole seconds where they are within 0.18 s of one: with four
   * decimals, ten minutes arrive as 0.1667 h, which is 600.12 s.
   */
  readonly snapsToSeconds: boolean;
  /** Whether volumes are rounded up to `step_size`. */
  readonly appliesStepSize: boolean;
  /**
   * Which time is rounded up when both charging and parking were billed: always parking, or the one
   * that came last.
   */
  readonly timeStep: "parking" | "last";
  /** Whether reserved time is rounded up on its own, or counts as charging time where there is any. */
  readonly reservationStep: "own" | "with-time";
  /**
   * What a limit of power or current does when the CDR states none: it does not hold, it holds, or
   * power is estimated as energy over time (current never is).
   */
  readonly unstatedPower: "no-match" | "match" | "estimate";
  /** From when `min_duration` and `max_duration` count: the CDR's start, or that of its first period. */
  readonly durationOrigin: "session-start" | "first-period";
  /** Whether durations begin anew with charging where a reservation came before. */
  readonly durationAfterReservation: "charging-start" | "session-start";
  /** Whether a flat fee is charged once a phase, or once for each element that comes to apply. */
  readonly flat: "once" | "each-element";
};

/** The readings that the specification's own examples and most implementations share. */
export const DEFAULT_POLICY: RatingPolicy = {
  snapsToSeconds: true,
  appliesStepSize: true,
  timeStep: "parking",
  reservationStep: "own",
  unstatedPower: "no-match",
  durationOrigin: "session-start",
  durationAfterReservation: "charging-start",
  flat: "once",
};

/** What each field may be, the default first, in the order of `ratingPolicyText`. */
export const ratingPolicyChoices: {
  readonly [F in keyof RatingPolicy]: readonly RatingPolicy[F][];
} = {
  snapsToSeconds: [true, false],
  appliesStepSize: [true, false],
  timeStep: ["parking", "last"],
  reservationStep: ["own", "with-time"],
  unstatedPower: ["no-match", "match", "estimate"],
  durationOrigin: ["session-start", "first-period"],
  durationAfterReservation: ["charging-start", "session-start"],
  flat: ["once", "each-element"],
};

/**
 * Reads a policy from JSON. A field that is absent has its default, so that a stored policy outlives
 * new fields. Refuses what is no object, an unknown field and a value that is no choice, by name:
 * a misspelt setting would otherwise price by another rule than agreed.
 */
export function readRatingPolicy(json: unknown): Outcome<RatingPolicy, string> {
  if (json === null || json === undefined) return ok(DEFAULT_POLICY);
  if (typeof json !== "object" || Array.isArray(json)) return no("a rating policy is an object");
  for (const [field, value] of Object.entries(json)) {
    if (!Object.hasOwn(ratingPolicyChoices, field)) return no(`unknown field ${field}`);
    const choices: readonly unknown[] = ratingPolicyChoices[field as keyof RatingPolicy];
    if (value !== undefined && !choices.includes(value)) return no(`${field} is no choice`);
  }
  const given = Object.entries(json).filter(([, value]) => value !== undefined);
  return ok({ ...DEFAULT_POLICY, ...(Object.fromEntries(given) as Partial<RatingPolicy>) });
}

/**
 * A policy as canonical text: every field in a fixed order, so that equal policies have equal texts.
 * For the record of a price, and to be hashed.
 */
export function ratingPolicyText(policy: RatingPolicy): string {
  const fields = Object.keys(ratingPolicyChoices) as (keyof RatingPolicy)[];
  return JSON.stringify(Object.fromEntries(fields.map((field) => [field, policy[field]])));
}
