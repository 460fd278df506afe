import type { Micro } from "@/core/money/quantity";

/** What a partner's settings say about differences; amounts as decimal text. Absent: the default. */
export type ToleranceSettings = {
  readonly toleranceMicro?: string;
  readonly tolerancePpm?: number;
  readonly toleranceBelowMicro?: string;
  readonly tolerancePpmBelow?: number;
  readonly cumulativeToleranceMicro?: string;
};

/** The bounds for one claim, 10⁻⁶ of the currency. Neither is negative. */
export type ToleranceBounds = {
  /** For a claim above ours. */
  readonly tolerance: Micro;
  /** For a claim below ours: never tighter than above. */
  readonly toleranceBelow: Micro;
};

/** The bounds where a partner's settings say nothing: absolute 10⁻⁶ of the currency, and relative 10⁻⁶. */
export const USUAL_TOLERANCE = {
  above: { micro: 20_000n, ppm: 5_000n },
  below: { micro: 200_000n, ppm: 50_000n },
} as const;

const { above: ABOVE, below: BELOW } = USUAL_TOLERANCE;
const WHOLE = 1_000_000n;

/**
 * What may differ between a claim and our figure without being held: the larger of an absolute and a
 * relative bound, by default 0.02 and 0.5 % above ours, 0.20 and 5 % below. Below is wider because we
 * lose nothing; it has a bound because a claim far too low is corrected later. `own` is our figure.
 */
export function toleranceFor(settings: ToleranceSettings, own: Micro): ToleranceBounds {
  const size = own < 0n ? -own : own;
  const larger = (absolute: Micro, ppm: bigint) => {
    const relative = (size * ppm) / WHOLE;
    return absolute > relative ? absolute : relative;
  };
  const above = larger(
    readMicro(settings.toleranceMicro) ?? ABOVE.micro,
    readPpm(settings.tolerancePpm) ?? ABOVE.ppm,
  );
  const below = larger(
    readMicro(settings.toleranceBelowMicro) ?? BELOW.micro,
    readPpm(settings.tolerancePpmBelow) ?? BELOW.ppm,
  );
  return { tolerance: above, toleranceBelow: below > above ? below : above };
}

/** Whether one more difference still fits what may be let pass on one partner's invoice. */
export type CumulativeAnswer = {
  readonly decision: "accept" | "hold";
  /** What would be let pass with it; stays as it was where it is held. */
  readonly acceptedMicro: Micro;
};

/**
 * Small differences add up. `acceptedMicro` is the signed sum of those let pass on the invoice so far,
 * `differenceMicro` this claim minus ours. A claim is held that would bring the sum above the partner's
 * bound; one below ours never is. Without a bound all are accepted.
 */
export function addDifference(
  settings: ToleranceSettings,
  acceptedMicro: Micro,
  differenceMicro: Micro,
): CumulativeAnswer {
  const limit = readMicro(settings.cumulativeToleranceMicro);
  const sum = acceptedMicro + differenceMicro;
  const isHeld = limit !== undefined && differenceMicro > 0n && sum > limit;
  return isHeld ? { decision: "hold", acceptedMicro } : { decision: "accept", acceptedMicro: sum };
}

// A setting that is none counts as absent: the default is the tighter answer.
function readMicro(text: string | undefined): Micro | undefined {
  return text !== undefined && /^\d{1,18}$/.test(text) ? BigInt(text) : undefined;
}

function readPpm(value: number | undefined): bigint | undefined {
  return value !== undefined && Number.isSafeInteger(value) && value >= 0
    ? BigInt(value)
    : undefined;
}
