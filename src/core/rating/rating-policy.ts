/** How to read OCPI where it leaves a choice. A setting of each partner, because contracts differ. */
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
  /** Whether a limit of power or current holds when the CDR does not state any. */
  readonly unstatedPower: "no-match" | "match";
  /** Whether a flat fee is charged once a phase, or once for each element that comes to apply. */
  readonly flat: "once" | "each-element";
};

/** The readings that the specification's own examples and most implementations share. */
export const DEFAULT_POLICY: RatingPolicy = {
  snapsToSeconds: true,
  appliesStepSize: true,
  timeStep: "parking",
  unstatedPower: "no-match",
  flat: "once",
};
