/** What a charge took of an allowance, as it is stored: 10⁻⁶ kWh and counts as decimal text, amounts in minor units. */
export interface BenefitUse {
  readonly includedMicroKwh: string;
  readonly startFees: number;
  /** What the charge would have cost without, and what it did not cost therefore. */
  readonly savedMinor: string;
}
