import type { DunningRules } from "./dunning-rules";

/** Rules with the day they are good from, and where they come from. */
export interface DatedRules {
  readonly validFrom: string;
  readonly rules: DunningRules;
  readonly source: string;
}

/** A reference rate, 10⁻⁴ %, from a day on. */
export interface DatedRate {
  readonly validFrom: string;
  readonly rate: number;
  readonly source: string;
}

const RETRIES = [1, 3, 5, 7] as const;

const SWEDEN: DatedRules = {
  validFrom: "2015-01-01",
  rules: {
    steps: [
      {
        afterDays: 5,
        action: "reminder",
        fee: { SEK: "6000" },
        feeNeedsTerms: true,
      },
      { afterDays: 12, action: "block_charging" },
      { afterDays: 20, action: "collection_notice", fee: { SEK: "18000" } },
      { afterDays: 45, action: "hand_over" },
    ],
    retryAfterDays: RETRIES,
    // Fees of a reminder need an agreement from before the debt: nobody assumes one.
    termsNameFees: false,
    interestAboveReference: 80_000,
    interestFrom: "due_day",
    leastForFee: { SEK: "10000" },
  },
  source:
    "Lag (1981:739) om ersättning för inkassokostnader m.m. and förordning (1981:1057): reminder 60 kr where agreed, collection letter 180 kr; räntelagen (1975:635) § 3 and § 6: reference rate + 8 percentage points from the due day",
};

const GERMANY: DatedRules = {
  validFrom: "2014-07-29",
  rules: {
    steps: [
      { afterDays: 5, action: "reminder" },
      { afterDays: 14, action: "block_charging" },
      { afterDays: 21, action: "collection_notice" },
      { afterDays: 45, action: "hand_over" },
    ],
    retryAfterDays: RETRIES,
    termsNameFees: false,
    interestAboveReference: 50_000,
    interestFrom: "thirty_days_after_demand",
  },
  source:
    "BGB § 286 (3) and § 288 (1): base rate + 5 percentage points for consumers, thirty days after the invoice; no flat fee (§ 288 (5) is not for consumers)",
};

const NETHERLANDS: DatedRules = {
  validFrom: "2012-07-01",
  rules: {
    steps: [
      { afterDays: 5, action: "reminder" },
      // The letter that gives fourteen days; a fee before they are over would be void.
      { afterDays: 12, action: "reminder" },
      { afterDays: 20, action: "block_charging" },
      { afterDays: 29, action: "collection_notice", fee: { EUR: "4000" } },
      { afterDays: 50, action: "hand_over" },
    ],
    retryAfterDays: RETRIES,
    termsNameFees: false,
    interestAboveReference: 0,
    interestFrom: "due_day",
    // The fee is the least of the scale; more than 15 % of the debt is asked of nobody.
    leastForFee: { EUR: "26667" },
  },
  source:
    "BW 6:96 (5, 6) and Besluit vergoeding voor buitengerechtelijke incassokosten: 15 %, at least EUR 40, after a letter of fourteen days; BW 6:119: statutory interest",
};

const ELSEWHERE: DatedRules = {
  validFrom: "2000-01-01",
  rules: {
    steps: [
      { afterDays: 5, action: "reminder" },
      { afterDays: 14, action: "block_charging" },
      { afterDays: 21, action: "reminder" },
      { afterDays: 45, action: "hand_over" },
    ],
    retryAfterDays: RETRIES,
    termsNameFees: false,
    interestAboveReference: null,
    interestFrom: "due_day",
  },
  source: "House rules: no fees and no interest where nobody has looked the law up",
};

const RULES: Readonly<Record<string, DatedRules>> = {
  SE: SWEDEN,
  DE: GERMANY,
  NL: NETHERLANDS,
};

const riksbank = "Riksbanken, reference rate by räntelagen § 9";
const bundesbank = "Deutsche Bundesbank, Basiszinssatz by BGB § 247";
const statutory = "Statutory interest by BW 6:120, set by decree";

const RATES: Readonly<Record<string, readonly DatedRate[]>> = {
  SE: [
    { validFrom: "2023-07-01", rate: 35_000, source: riksbank },
    { validFrom: "2024-01-01", rate: 40_000, source: riksbank },
    { validFrom: "2025-01-01", rate: 30_000, source: riksbank },
    { validFrom: "2025-07-01", rate: 20_000, source: riksbank },
  ],
  DE: [
    { validFrom: "2023-07-01", rate: 31_200, source: bundesbank },
    { validFrom: "2024-01-01", rate: 36_200, source: bundesbank },
    { validFrom: "2024-07-01", rate: 33_700, source: bundesbank },
    { validFrom: "2025-01-01", rate: 22_700, source: bundesbank },
    { validFrom: "2025-07-01", rate: 12_700, source: bundesbank },
  ],
  NL: [
    { validFrom: "2023-07-01", rate: 60_000, source: statutory },
    { validFrom: "2024-01-01", rate: 70_000, source: statutory },
    { validFrom: "2025-01-01", rate: 60_000, source: statutory },
    { validFrom: "2026-01-01", rate: 40_000, source: statutory },
  ],
};

/** Countries whose law the rules follow; elsewhere there is neither fee nor interest. */
export const knownDunningCountries: readonly string[] = Object.keys(RULES);

/** The rules that a tenant starts with in a country (ISO 3166-1 alpha-2). */
export function startingRules(country: string): DatedRules {
  return RULES[country] ?? ELSEWHERE;
}

/** The reference rates known for a country when this release was made, oldest first. Later ones are entered by finance. */
export function startingRates(country: string): readonly DatedRate[] {
  return RATES[country] ?? [];
}
