import { DEFAULT_POLICY, readRatingPolicy, type RatingPolicy } from "@/core/rating/rating-policy";
import { USUAL_TOLERANCE } from "@/core/rating/tolerance";
import {
  FINDING_CODES,
  usualFindings,
  type FindingAnswer,
  type FindingCode,
} from "@/core/rating/usual-findings";
import type { ParkingMeaning } from "@/core/smart-charging/parking-while-held";
import type { PartnerSettings } from "@/db/schema/partners";
import { ServiceError } from "@/services/service-error";

/** How a partner's CDRs are read, and which claims are accepted. Null takes the default. */
export interface RatingSettings {
  readonly policy: RatingPolicy;
  /** For a claim above ours: 10⁻⁶ of the currency unit, 0 to 100 units; and 10⁻⁶ of the claim, 0 to 50,000 (5 %). */
  readonly toleranceMicro: bigint | null;
  readonly tolerancePpm: number | null;
  /** For a claim below ours, not tighter than above: 0 to 1,000 units, 0 to 500,000 (50 %). */
  readonly toleranceBelowMicro: bigint | null;
  readonly tolerancePpmBelow: number | null;
  /** Let pass on one invoice in all: 10⁻⁶, 0 to 1,000,000 units. Null: no bound. */
  readonly cumulativeToleranceMicro: bigint | null;
  /** A tariff that gives more than the one that we held when the charge began. */
  readonly contractCheck: FindingAnswer;
  readonly findings: Readonly<Record<FindingCode, FindingAnswer>>;
  /** Which parking may be caused by our own profile. */
  readonly parkingMeans: ParkingMeaning;
}

const MOST_MICRO = 100_000_000n;
const MOST_PPM = 50_000;
const MOST_MICRO_BELOW = 1_000_000_000n;
const MOST_PPM_BELOW = 500_000;
const MOST_CUMULATIVE = 1_000_000_000_000n;

/** The part of a partner's settings that rating reads, whole. A policy that cannot be read is shown as the default. */
export function readRatingSettings(settings: PartnerSettings): RatingSettings {
  const { toleranceMicro, tolerancePpm, toleranceBelowMicro, tolerancePpmBelow } = settings;
  const { cumulativeToleranceMicro } = settings;
  const policy = readRatingPolicy(settings.ratingPolicy);
  return {
    policy: policy.ok ? policy.value : DEFAULT_POLICY,
    toleranceMicro: microOf(toleranceMicro),
    tolerancePpm: tolerancePpm ?? null,
    toleranceBelowMicro: microOf(toleranceBelowMicro),
    tolerancePpmBelow: tolerancePpmBelow ?? null,
    cumulativeToleranceMicro: microOf(cumulativeToleranceMicro),
    contractCheck: settings.contractCheck ?? "hold",
    findings: { ...usualFindings, ...settings.findings },
    parkingMeans: settings.parkingMeans ?? "not-charging",
  };
}

/**
 * `settings` with another way of rating. Only what differs from the default is kept, so that a default may become
 * better; all that rating does not read stays.
 * @throws ServiceError INVALID (`field`) for a value that is out of its bounds.
 */
export function withRatingSettings(
  settings: PartnerSettings,
  wanted: RatingSettings,
): PartnerSettings {
  refuseOutOfBounds(wanted);
  return { ...beside(settings), ...differing(wanted) };
}

function beside(settings: PartnerSettings): PartnerSettings {
  const {
    ratingPolicy: _ratingPolicy,
    toleranceMicro: _toleranceMicro,
    tolerancePpm: _tolerancePpm,
    toleranceBelowMicro: _toleranceBelowMicro,
    tolerancePpmBelow: _tolerancePpmBelow,
    cumulativeToleranceMicro: _cumulativeToleranceMicro,
    contractCheck: _contractCheck,
    findings: _findings,
    parkingMeans: _parkingMeans,
    ...rest
  } = settings;
  return rest;
}

function differing(wanted: RatingSettings): PartnerSettings {
  const { above, below } = USUAL_TOLERANCE;
  const { toleranceMicro, tolerancePpm, toleranceBelowMicro, tolerancePpmBelow } = wanted;
  const { cumulativeToleranceMicro, contractCheck } = wanted;
  const policy = Object.entries(wanted.policy).filter(
    ([field, choice]) => DEFAULT_POLICY[field as keyof RatingPolicy] !== choice,
  );
  const findings = FINDING_CODES.filter((code) => wanted.findings[code] !== usualFindings[code]);
  const isOther = <V>(value: V | null, usual: V): value is V => value !== null && value !== usual;
  return {
    ...(policy.length > 0 && { ratingPolicy: Object.fromEntries(policy) }),
    ...(isOther(toleranceMicro, above.micro) && { toleranceMicro: toleranceMicro.toString() }),
    ...(isOther(tolerancePpm, Number(above.ppm)) && { tolerancePpm }),
    ...(isOther(toleranceBelowMicro, below.micro) && {
      toleranceBelowMicro: toleranceBelowMicro.toString(),
    }),
    ...(isOther(tolerancePpmBelow, Number(below.ppm)) && { tolerancePpmBelow }),
    ...(cumulativeToleranceMicro !== null && {
      cumulativeToleranceMicro: cumulativeToleranceMicro.toString(),
    }),
    ...(contractCheck === "note" && { contractCheck }),
    ...(wanted.parkingMeans === "not-requesting" && { parkingMeans: wanted.parkingMeans }),
    ...(findings.length > 0 && {
      findings: Object.fromEntries(findings.map((code) => [code, wanted.findings[code]])),
    }),
  };
}

function refuseOutOfBounds(wanted: RatingSettings): void {
  const { toleranceMicro, tolerancePpm, toleranceBelowMicro, tolerancePpmBelow } = wanted;
  const { above } = USUAL_TOLERANCE;
  if (!isMicro(toleranceMicro, MOST_MICRO)) {
    throw outOf("toleranceMicro", "An absolute tolerance lies between 0 and 100.");
  }
  if (!isPpm(tolerancePpm, MOST_PPM)) {
    throw outOf("tolerancePpm", "A relative tolerance lies between 0 and 5 %.");
  }
  if (!isMicro(toleranceBelowMicro, MOST_MICRO_BELOW)) {
    throw outOf(
      "toleranceBelowMicro",
      "An absolute tolerance below ours lies between 0 and 1,000.",
    );
  }
  if (!isPpm(tolerancePpmBelow, MOST_PPM_BELOW)) {
    throw outOf("tolerancePpmBelow", "A relative tolerance below ours lies between 0 and 50 %.");
  }
  // Rating would take the wider one, so that a tighter one would stand there without meaning.
  if (toleranceBelowMicro !== null && toleranceBelowMicro < (toleranceMicro ?? above.micro)) {
    throw outOf("toleranceBelowMicro", "The tolerance below ours is not tighter than above.");
  }
  if (tolerancePpmBelow !== null && tolerancePpmBelow < (tolerancePpm ?? Number(above.ppm))) {
    throw outOf("tolerancePpmBelow", "The tolerance below ours is not tighter than above.");
  }
  if (!isMicro(wanted.cumulativeToleranceMicro, MOST_CUMULATIVE)) {
    throw outOf(
      "cumulativeToleranceMicro",
      "The bound of an invoice lies between 0 and 1,000,000.",
    );
  }
  if (!readRatingPolicy(wanted.policy).ok) {
    throw outOf("policy", "A reading is one of its choices.");
  }
}

function isMicro(value: bigint | null, most: bigint): boolean {
  return value === null || (value >= 0n && value <= most);
}

function isPpm(value: number | null, most: number): boolean {
  return value === null || (Number.isInteger(value) && value >= 0 && value <= most);
}

function microOf(text: string | undefined): bigint | null {
  return text === undefined ? null : BigInt(text);
}

function outOf(field: keyof RatingSettings, message: string): ServiceError {
  return new ServiceError("INVALID", message, { field });
}
