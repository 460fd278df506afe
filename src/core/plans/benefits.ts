import type { Micro } from "@/core/money/quantity";
import type { Allowance } from "./subscription-deed";

/** What a charge took of an allowance, as it is stored: 10⁻⁶ kWh and counts as decimal text, amounts in minor units. */
export interface BenefitUse {
  readonly includedMicroKwh: string;
  readonly startFees: number;
  /** What the charge would have cost without, and what it did not cost therefore. */
  readonly savedMinor: string;
}

/** What a charge may still take. */
export interface BenefitsLeft {
  /** 10⁻⁶ kWh. */
  readonly energy: Micro;
  readonly starts: number;
  /** 10⁻⁶ of the price's currency, in its basis; null: no cap. */
  readonly idleCap: Micro | null;
}

/** What is left of an allowance; never below nothing. */
export function leftOf(allowance: Allowance, idleCap: Micro | null): BenefitsLeft {
  const energy = allowance.includedMicroKwh - allowance.usedMicroKwh;
  return {
    energy: energy > 0n ? energy : 0n,
    starts: Math.max(0, allowance.includedStarts - allowance.usedStarts),
    idleCap,
  };
}

/** An allowance after a use, or after the use is given back. */
export function withUse<T extends Allowance>(allowance: T, use: BenefitUse, sign: 1 | -1): T {
  const energy = allowance.usedMicroKwh + BigInt(sign) * BigInt(use.includedMicroKwh);
  return {
    ...allowance,
    usedMicroKwh: energy > 0n ? energy : 0n,
    usedStarts: Math.max(0, allowance.usedStarts + sign * use.startFees),
  };
}
